package author

import (
	"bytes"
	"context"
	"io/fs"
	"math"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// megabyte is the unit in which receipts say how much disk was taken.
const megabyte = 1_000_000

// receipt is the record of the first run.
func (r *trialRun) receipt(ctx context.Context, s *seen) (guide.Receipt, error) {
	head, err := gitrepo.ReadHead(r.plan.Dir)
	if err != nil {
		return guide.Receipt{}, err
	}
	now := time.Now
	if r.trial.Now != nil {
		now = r.trial.Now
	}
	receipt := guide.Receipt{
		Profile: r.plan.Profile, Recipe: r.plan.Recipe, OS: guide.OS(runtime.GOOS), Arch: runtime.GOARCH,
		Commit: head.Commit, Date: now().Format(time.DateOnly), Tools: r.tools(ctx), Seconds: map[string]float64{},
	}
	for id, seconds := range s.seconds {
		receipt.Seconds[id] = math.Round(seconds*10) / 10
	}
	for _, step := range r.plan.Steps {
		if id, ok := strings.CutPrefix(step.ID, "verify-"); ok && step.Kind == plan.KindVerify && s.report.Results[step.ID] == event.Succeeded {
			receipt.Proved = append(receipt.Proved, id)
		}
	}
	if disk := diskUse(r.plan.Dir); disk > 0 {
		receipt.Disk = guide.Size(max(1, (disk+megabyte/2)/megabyte) * megabyte)
	}
	return receipt, nil
}

// tools are the versions of Python and Node.js that the steps ran with.
func (r *trialRun) tools(ctx context.Context) map[string]string {
	wanted := map[string]string{}
	if !r.plan.Environment.IsZero() && r.trial.Guide.Python != nil {
		wanted["python"] = "python --version"
	}
	if n := r.trial.Guide.Node; n != nil && (len(n.Profiles) == 0 || contains(n.Profiles, r.plan.Profile)) {
		wanted["node"] = "node --version"
	}
	tools := map[string]string{}
	for name, script := range wanted {
		var out bytes.Buffer
		if r.script(ctx, script, "", &out) != nil {
			continue
		}
		if version, ok := guide.CleanVersion(out.String()); ok {
			tools[name] = version
		}
	}
	return tools
}

func contains(list []string, want string) bool { return slices.Contains(list, want) }

// diskUse is how much disk a folder takes; what can't be read is left out.
func diskUse(dir string) int64 {
	var total int64
	counted := map[fileID]bool{}
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // What can't be read isn't counted.
		}
		info, err := d.Info()
		if err != nil {
			return nil //nolint:nilerr // It has just gone.
		}
		size, id := taken(info)
		if id != (fileID{}) && !d.IsDir() {
			if counted[id] {
				return nil
			}
			counted[id] = true
		}
		total += size
		return nil
	})
	return total
}

// A fileID tells two names of one file from two files; its zero value means that nothing is known.
type fileID struct{ device, inode uint64 }
