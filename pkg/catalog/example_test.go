package catalog_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
)

// A run asks for its guide once, and passes the gate before anything of it runs.
func Example() {
	c := catalog.New(embedded("nbclient", "nbformat"))
	trust := catalog.NewTrust(newMemory(), nil)

	choice, err := c.Choose(context.Background(), catalog.Request{Name: "https://github.com/jupyter/nbformat"}, trust)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(choice.Entry.Head().Name, "from", choice.Entry.Origin(), "is", choice.Verdict.State)
	fmt.Println("may run:", trust.Admit(choice.Entry) == nil)

	_, err = c.Find(context.Background(), "nbfromat")
	var missing *catalog.NotFoundError
	fmt.Println(errors.As(err, &missing), err)
	// Output:
	// The nbformat project from embedded is trusted
	// may run: true
	// true no guide is called "nbfromat"; did you mean nbformat? `jupyter-onboard list` shows all
}
