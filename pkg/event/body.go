package event

import (
	"encoding/json"
	"reflect"
)

// Types of the events.
const (
	TypePlan         Type = "plan"
	TypeStepStarted  Type = "step.started"
	TypeStepOutput   Type = "step.output"
	TypeStepProgress Type = "step.progress"
	TypeStepFinished Type = "step.finished"
	TypeFailure      Type = "failure"
	TypeNote         Type = "note"
	TypeFinding      Type = "finding"
	TypeProject      Type = "project"
	TypeGuide        Type = "guide"
	TypeCorrection   Type = "correction"
	TypeChecklist    Type = "checklist"
	TypeIssue        Type = "issue"
	TypeFile         Type = "file"
	TypeOutcome      Type = "outcome"
)

// Bodies returns an empty body of each type, in the order of the documentation.
func Bodies() []Body {
	return []Body{
		Plan{},
		StepStarted{},
		StepOutput{},
		StepProgress{},
		StepFinished{},
		Failure{},
		Note{},
		Finding{},
		Project{},
		Guide{},
		Correction{},
		Checklist{},
		Issue{},
		File{},
		Outcome{},
	}
}

func decodeBody(zero Body, data []byte) (Body, error) {
	p := reflect.New(reflect.TypeOf(zero))
	if err := json.Unmarshal(data, p.Interface()); err != nil {
		return nil, err
	}
	body, _ := reflect.TypeAssert[Body](p.Elem())
	return body, nil
}

// Type implements Body.
func (Plan) Type() Type { return TypePlan }

// Type implements Body.
func (StepStarted) Type() Type { return TypeStepStarted }

// Type implements Body.
func (StepOutput) Type() Type { return TypeStepOutput }

// Type implements Body.
func (StepProgress) Type() Type { return TypeStepProgress }

// Type implements Body.
func (StepFinished) Type() Type { return TypeStepFinished }

// Type implements Body.
func (Failure) Type() Type { return TypeFailure }

// Type implements Body.
func (Note) Type() Type { return TypeNote }

// Type implements Body.
func (Finding) Type() Type { return TypeFinding }

// Type implements Body.
func (Project) Type() Type { return TypeProject }

// Type implements Body.
func (Correction) Type() Type { return TypeCorrection }

// Type implements Body.
func (Guide) Type() Type { return TypeGuide }

// Type implements Body.
func (Checklist) Type() Type { return TypeChecklist }

// Type implements Body.
func (Issue) Type() Type { return TypeIssue }

// Type implements Body.
func (File) Type() Type { return TypeFile }

// Type implements Body.
func (Outcome) Type() Type { return TypeOutcome }
