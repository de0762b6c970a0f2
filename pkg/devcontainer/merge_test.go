package devcontainer_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/devcontainer"
)

func wanted() devcontainer.Config {
	return devcontainer.Config{Settings: []devcontainer.Setting{
		{Key: "name", Value: "ours"},
		{Key: "image", Why: "Python 3.", Value: "img:3"},
		{Key: "features", Value: map[string]any{"ghcr.io/devcontainers/features/node:1": map[string]any{"version": "22"}}},
		{Key: "forwardPorts", Value: []int{8888}},
		{Key: "postCreateCommand", Why: "Sets up.", Value: []string{"jupyter-onboard", "setup", "x"}},
	}}
}

func TestMerge(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		file, want string
		added      []string
		kept       []devcontainer.Conflict
	}{
		"empty object": {
			file: "{}",
			want: "{\n\t\"name\": \"ours\",\n\t// Python 3.\n\t\"image\": \"img:3\",\n\t\"features\": {\n\t\t\"ghcr.io/devcontainers/features/node:1\": {\n\t\t\t\"version\": \"22\"\n\t\t}\n\t},\n\t\"forwardPorts\": [\n\t\t8888\n\t],\n" +
				"\t// Sets up.\n\t\"postCreateCommand\": [\n\t\t\"jupyter-onboard\",\n\t\t\"setup\",\n\t\t\"x\"\n\t]\n}",
			added: []string{"name", "image", "features", "forwardPorts", "postCreateCommand"},
		},
		"comments and order stay": {
			file: `// mine
{
	"name": "theirs", // kept
	"image": "img:3",
	"features": {
		// in another version
		"ghcr.io/devcontainers/features/node:1.2": {"version": "22"},
	},
	"forwardPorts": [3000],
	"postCreateCommand": ["jupyter-onboard", "setup", "x"],
}
`,
			want: `// mine
{
	"name": "theirs", // kept
	"image": "img:3",
	"features": {
		// in another version
		"ghcr.io/devcontainers/features/node:1.2": {"version": "22"},
	},
	"forwardPorts": [3000,
		8888
	],
	"postCreateCommand": ["jupyter-onboard", "setup", "x"],
}
`,
			added: []string{"forwardPorts/8888"},
		},
		"indented by two": {
			file:  "{\n  \"name\": \"n\", \"image\": \"img:3\", \"features\": {\"ghcr.io/devcontainers/features/node:1\": {\"version\": \"22\"}}, \"postCreateCommand\": [\"jupyter-onboard\", \"setup\", \"x\"]\n}\n",
			want:  "{\n  \"name\": \"n\", \"image\": \"img:3\", \"features\": {\"ghcr.io/devcontainers/features/node:1\": {\"version\": \"22\"}}, \"postCreateCommand\": [\"jupyter-onboard\", \"setup\", \"x\"],\n  \"forwardPorts\": [\n    8888\n  ]\n}\n",
			added: []string{"forwardPorts"},
		},
		"what differs is kept": {
			file: `{"name":"n","image":"theirs","features":{"ghcr.io/devcontainers/features/node:1":{"version":"18"}},"forwardPorts":[8888],"postCreateCommand":"make"}`,
			want: `{"name":"n","image":"theirs","features":{"ghcr.io/devcontainers/features/node:1":{"version":"18"}},"forwardPorts":[8888],"postCreateCommand":"make"}`,
			kept: []devcontainer.Conflict{
				{Key: "image", Has: `"theirs"`, Wants: `"img:3"`},
				{Key: "features/ghcr.io/devcontainers/features/node:1/version", Has: `"18"`, Wants: `"22"`},
				{Key: "postCreateCommand", Has: `"make"`, Wants: `["jupyter-onboard","setup","x"]`},
			},
		},
		"a container of its own, and named commands": {
			file:  `{"name":"n","build":{"dockerfile":"Dockerfile"},"features":{"ghcr.io/devcontainers/features/node":{"version":"22"}},"forwardPorts":[8888],"postCreateCommand":{"a":"make"}}`,
			want:  `{"name":"n","build":{"dockerfile":"Dockerfile"},"features":{"ghcr.io/devcontainers/features/node":{"version":"22"}},"forwardPorts":[8888],"postCreateCommand":{"a":"make",` + "\n\t\t" + `"jupyter-onboard": ["jupyter-onboard","setup","x"]` + "\n\t" + `}}`,
			added: []string{"postCreateCommand/jupyter-onboard"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := devcontainer.Merge([]byte(tt.file), wanted())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(got.Text)); diff != "" {
				t.Errorf("text:\n%s", diff)
			}
			if diff := cmp.Diff(tt.added, got.Added); diff != "" {
				t.Errorf("added:\n%s", diff)
			}
			if diff := cmp.Diff(tt.kept, got.Kept); diff != "" {
				t.Errorf("kept:\n%s", diff)
			}
			again, err := devcontainer.Merge(got.Text, wanted())
			if err != nil || len(again.Added) > 0 || string(again.Text) != string(got.Text) {
				t.Errorf("a second time adds %v, %v", again.Added, err)
			}
		})
	}
}

func TestMergeRefuses(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"[1]":         "read devcontainer.json: it holds a list, not an object",
		"7":           "read devcontainer.json: it holds a single value, not an object",
		"{\n\"a\" 1}": "read devcontainer.json: hujson: line 2, column 5: invalid character '1' after object name",
	} {
		if _, err := devcontainer.Merge([]byte(file), wanted()); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", file, err, want)
		}
	}
}

func FuzzMerge(f *testing.F) {
	f.Add(`{"features": {}, // x` + "\n}")
	f.Add(`[`)
	f.Fuzz(func(t *testing.T, file string) {
		got, err := devcontainer.Merge([]byte(file), wanted())
		if err != nil {
			return
		}
		again, err := devcontainer.Merge(got.Text, wanted())
		if err != nil || len(again.Added) > 0 {
			t.Errorf("%q became %q, to which %v is added again, %v", file, got.Text, again.Added, err)
		}
	})
}
