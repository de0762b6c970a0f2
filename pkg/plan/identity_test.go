package plan_test

import (
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

func TestCheckIdentity(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, email, domain string
		dco                 bool
		signing             plan.Signing
		// want are ids; those that block end in !.
		want string
	}{
		{name: "Ada Lovelace", email: "ada@jupyter.org"},
		{name: "Ada", email: "12345+ada@users.noreply.github.com"},
		{name: "José O'Brien-Łukasz", email: "jose@sub.jupyter.org"},
		{name: "李明", email: "li@jupyter.org"},
		{name: "", email: "ada@jupyter.org", want: "name!"},
		{name: "  ", email: "ada@jupyter.org", want: "name!"},
		{name: "root", email: "ada@jupyter.org", want: "name!"},
		{name: "Your Name", email: "ada@jupyter.org", want: "name!"},
		{name: `"Ada"`, email: "ada@jupyter.org", want: "name!"},
		{name: "'Ada Lovelace'", email: "ada@jupyter.org", want: "name!"},
		{name: "“Ada”", email: "ada@jupyter.org", want: "name!"},
		{name: "ada@jupyter.org", email: "ada@jupyter.org", want: "name!"},
		{name: "Ada <ada>", email: "ada@jupyter.org", want: "name!"},
		{name: "Ada\x1b[31m", email: "ada@jupyter.org", want: "name!"},
		{name: "--unset", email: "ada@jupyter.org", want: "name!"},
		{name: "Ada", email: "-x@jupyter.org", want: "email!"},
		{name: "vscode", email: "", want: "name! email!"},
		{name: "Ada", email: "root@host", want: "email!"},
		{name: "Ada", email: "ada@laptop.local", want: "email!"},
		{name: "Ada", email: "ada@ip-10-0-0-1.ec2.internal", want: "email!"},
		{name: "Ada", email: "ada@laptop.(none)", want: "email!"},
		{name: "Ada", email: `"ada@jupyter.org"`, want: "email!"},
		{name: "Ada", email: "<ada@jupyter.org>", want: "email!"},
		{name: "Ada", email: "ada at jupyter.org", want: "email!"},
		{name: "Ada", email: "you@example.com", want: "email!"},
		{name: "Ada", email: "you@jupyter.org", want: "email!"},
		{name: "Ada", email: "noreply@github.com", want: "email!"},
		{name: "Ada", email: "@jupyter.org", want: "email!"},
		{name: "Ada", email: "ada@", want: "email!"},
		{name: "Ada", email: "ada@jupyter..org", want: "email!"},
		{name: "Ada", email: "ada@jupyter.org", domain: "company.example", want: "email!"},
		{name: "Ada", email: "ada@evilcompany.example", domain: "company.example", want: "email!"},
		{name: "Ada", email: "Ada@Company.example", domain: "company.example"},
		{name: "Ada", email: "ada@lab.company.example", domain: "company.example", want: "email!"},
		{name: "Ada", email: "ada@company.example", domain: "@company.example"},
		{name: "Ada", email: "ada@jupyter.org", dco: true, want: "sign-off"},
		{name: "Ada", email: "1+ada@users.noreply.github.com", dco: true, want: "email sign-off"},
		{name: "Ada", email: "ada@jupyter.org", signing: plan.Signing{On: true, Format: "gpg", Problem: "the program gpg isn't there"}, want: "signing"},
		{name: "Ada", email: "ada@jupyter.org", signing: plan.Signing{On: true, Format: "ssh"}},
	}
	for _, c := range cases {
		t.Run(c.name+" "+c.email, func(t *testing.T) {
			t.Parallel()
			i := plan.Identity{Name: plan.Configured{Value: c.name, Origin: "x"}, Email: plan.Configured{Value: c.email, Origin: "x"}, Signing: c.signing}
			var got []string
			var domains []string
			if c.domain != "" {
				domains = []string{"other.example", c.domain}
			}
			for _, concern := range plan.CheckIdentity(i, domains, c.dco) {
				id := concern.ID
				if concern.Blocks {
					id += "!"
				}
				got = append(got, id)
				if concern.Observed == "" || concern.Expected == "" {
					t.Errorf("%+v says too little", concern)
				}
			}
			if text := strings.Join(got, " "); text != c.want {
				t.Errorf("%q, want %q", text, c.want)
			}
		})
	}
}
