package engine

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// A Hub knows the forks of a person on the server.
type Hub interface {
	// Fork looks for the person's fork of a repository: the one asked for, if asked isn't empty (OWNER or OWNER/NAME),
	// else among the candidates, which are repositories that remotes name, and in the person's account.
	Fork(ctx context.Context, upstream string, candidates []string, asked string) (plan.ForkFacts, error)
	// MakeFork makes one after a person said yes to it, and returns its owner/name.
	MakeFork(ctx context.Context, f plan.NewFork) (string, error)
}

// BranchFacts finds out what is to be known before the branch of that name is begun in the plan's checkout. Nothing
// is changed there. asked is the fork that a person named, if they did.
func (e *Engine) BranchFacts(ctx context.Context, p plan.Plan, name, asked string, hub Hub) (plan.BranchFacts, error) {
	git := e.git()
	want, err := e.want(p.Guide, p.Dir, p.From)
	if err != nil {
		return plan.BranchFacts{}, err
	}
	st, _, err := git.Adopt(ctx, p.Dir, want)
	if err != nil {
		return plan.BranchFacts{}, err
	}
	settings, err := git.Settings(ctx, p.Dir)
	if err != nil {
		return plan.BranchFacts{}, err
	}
	exists, err := git.BranchAt(ctx, p.Dir, name)
	if err != nil {
		return plan.BranchFacts{}, err
	}
	f := plan.BranchFacts{
		Current: st.Head.Branch, Exists: exists, Upstream: st.Upstream, UpstreamURL: want.Upstream.String(),
		Staged: st.Changes.Staged, Modified: st.Changes.Modified, Untracked: st.Changes.Untracked, Conflicted: st.Changes.Conflicted,
		PushDefault: settings["remote.pushdefault"].Value, PushRemote: settings["branch."+name+".pushremote"].Value, Identity: e.identity(settings),
		Organisation: e.Organisation,
	}
	for _, r := range st.Remotes {
		f.Remotes = append(f.Remotes, r.Name)
	}
	if p.Practice || hub == nil {
		return f, nil
	}
	f.Fork, err = e.forkFacts(ctx, p, st, want.Upstream, asked, hub)
	return f, err
}

// forkFacts asks the hub, and finds the fork among the remotes by its address, whatever they are called.
func (e *Engine) forkFacts(ctx context.Context, p plan.Plan, st gitrepo.State, upstream gitrepo.Address, asked string, hub Hub) (plan.ForkFacts, error) {
	var candidates []string
	for _, r := range st.Remotes {
		for _, address := range []string{r.Push, r.URL} {
			name := gitrepo.NameOn(address, upstream)
			if address != "" && name != "" && !strings.EqualFold(name, p.Guide.Clone.Repo) {
				candidates = append(candidates, name)
			}
		}
	}
	f, err := hub.Fork(ctx, p.Guide.Clone.Repo, candidates, asked)
	if err != nil {
		return f, err
	}
	like := e.protocolOf(st, upstream)
	if f.Repo == "" {
		if f.Account == "" {
			return f, nil
		}
		name := f.NewName
		if name == "" {
			_, name, _ = strings.Cut(cmp.Or(f.Of, p.Guide.Clone.Repo), "/")
		}
		address, err := gitrepo.Like(like, f.Account+"/"+name)
		f.NewURL = address.String()
		return f, err
	}
	for _, r := range st.Remotes {
		push := r.Push
		if push == "" {
			push = r.URL
		}
		if strings.EqualFold(gitrepo.NameOn(push, upstream), f.Repo) {
			f.Remote, f.URL = r.Name, system.Redact(push)
			return f, nil
		}
	}
	address, err := gitrepo.Like(like, f.Repo)
	f.URL = address.String()
	return f, err
}

// protocolOf is the address of upstream as the checkout has it: who fetches by SSH pushes by SSH.
func (e *Engine) protocolOf(st gitrepo.State, upstream gitrepo.Address) gitrepo.Address {
	for _, r := range st.Remotes {
		if r.Name != st.Upstream {
			continue
		}
		if a, err := gitrepo.ValidateURL(r.URL); err == nil && a.Host() != "" && gitrepo.SameRepo(r.URL, upstream.String()) {
			return a
		}
	}
	return upstream
}

// identity is who commits: by variables of the environment, which win, else by git's settings.
func (e *Engine) identity(s gitrepo.Settings) plan.Identity {
	value := func(key string, variables ...string) plan.Configured {
		for _, v := range variables {
			if text := system.Getenv(e.Environ, v); text != "" {
				return plan.Configured{Value: text, Origin: "the variable " + v, Fixed: true}
			}
		}
		return plan.Configured{Value: s[key].Value, Origin: scopeWords(s[key].Scope)}
	}
	i := plan.Identity{Name: value("user.name", "GIT_AUTHOR_NAME"), Email: value("user.email", "GIT_AUTHOR_EMAIL")}
	if i.Email.Value == "" {
		if text := system.Getenv(e.Environ, "EMAIL"); text != "" {
			i.Email = plan.Configured{Value: text, Origin: "the variable EMAIL"}
		}
	}
	i.Signing = e.signing(s)
	return i
}

// signing looks whether commits can be signed as the settings ask. Nothing is signed.
func (e *Engine) signing(s gitrepo.Settings) plan.Signing {
	sign := plan.Signing{On: s.IsSet("commit.gpgsign"), Format: s["gpg.format"].Value, Key: s["user.signingkey"].Value}
	if !sign.On {
		return sign
	}
	program := s["gpg.program"].Value
	switch sign.Format {
	case "ssh":
		program = s["gpg.ssh.program"].Value
		if program == "" {
			program = "ssh-keygen"
		}
		if sign.Key == "" && s["gpg.ssh.defaultkeycommand"].Value == "" {
			sign.Problem = "user.signingKey names no key"
			return sign
		}
	case "x509":
		program = "gpgsm"
	default:
		sign.Format = "gpg"
		if program == "" {
			program = "gpg"
		}
	}
	if _, err := system.LookPath(program, system.Getenv(e.Environ, "PATH")); err != nil {
		sign.Problem = fmt.Sprintf("the program %s isn't there", program)
	}
	return sign
}

// scopeWords says where a setting stands.
func scopeWords(scope string) string {
	switch scope {
	case "local", "worktree":
		return "this checkout"
	case "global":
		return "your settings for all repositories"
	case "system":
		return "the machine's settings"
	}
	return "git's settings"
}

// PushAccount is whom a push to an address signs in as, where the server tells it before; empty where it doesn't.
func (e *Engine) PushAccount(ctx context.Context, address string) string {
	a, err := gitrepo.ValidateURL(address)
	if err != nil {
		return ""
	}
	return e.git().SSHAccount(ctx, a)
}
