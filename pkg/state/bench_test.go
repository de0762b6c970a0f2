package state

import (
	"fmt"
	"path/filepath"
	"testing"
)

// BenchmarkOpenTenSteps is what a run with nothing to do pays for its journal.
func BenchmarkOpenTenSteps(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "jupyter-onboard")
	j, _, err := Open(dir, nil)
	if err != nil {
		b.Fatal(err)
	}
	for i := range 10 {
		id := fmt.Sprintf("step-%d", i)
		log := "logs/20261123T021500.123Z/" + id + ".log"
		if err := j.Begin(id, Record{Definition: Digest(id), Inputs: Digest(id), Log: log}); err != nil {
			b.Fatal(err)
		}
		if err := j.End(id, OutcomeSucceeded, 0); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if _, _, err := Open(dir, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBegin is one durable write of the journal.
func BenchmarkBegin(b *testing.B) {
	j, _, err := Open(filepath.Join(b.TempDir(), "jupyter-onboard"), nil)
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		if err := j.Begin(fmt.Sprintf("step-%d", i%10), Record{Inputs: Digest(fmt.Sprint(i))}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLock takes and releases the lock of a checkout.
func BenchmarkLock(b *testing.B) {
	dir := b.TempDir()
	for b.Loop() {
		lock, err := Acquire(dir, "/home/me/jupyterlab", Holder{})
		if err != nil {
			b.Fatal(err)
		}
		if err := lock.Release(); err != nil {
			b.Fatal(err)
		}
	}
}
