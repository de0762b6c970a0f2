package forgetest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// A Spec is GitHub's own description of its interface. It is large, so its parts are read when they
// are needed.
type Spec struct {
	paths      map[string]json.RawMessage
	components map[string]map[string]json.RawMessage

	mu         sync.Mutex
	operations map[string]map[string]operation // By path and method.
	schemas    map[string]*jsonschema.Schema   // By pointer.
}

type operation struct {
	Parameters []parameter         `json:"parameters"`
	Body       *response           `json:"requestBody"`
	Responses  map[string]response `json:"responses"`
}

type parameter struct {
	Ref      string `json:"$ref"`
	Name     string `json:"name"`
	In       string `json:"in"`
	Required bool   `json:"required"`
	Schema   struct {
		Type string   `json:"type"`
		Enum []string `json:"enum"`
	} `json:"schema"`
}

type response struct {
	Ref     string                     `json:"$ref"`
	Content map[string]json.RawMessage `json:"content"`
}

// location is where testdata/openapi/fetch.sh puts the description: it is too large for this repository.
const location = "testdata/openapi/cache/api.github.com.json"

// LoadSpec reads the description, once for all tests. Where it wasn't fetched the test is skipped and
// says so, except in CI, where it fails.
func LoadSpec(tb testing.TB) *Spec {
	tb.Helper()
	spec, err := loadSpec()
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("CI") == "" {
		tb.Skipf("GitHub's description of its interface isn't here: testdata/openapi/fetch.sh gets it from npm (%v)", err)
	}
	if err != nil {
		tb.Fatalf("GitHub's description of its interface: %v; testdata/openapi/fetch.sh gets it", err)
	}
	return spec
}

var loadSpec = sync.OnceValues(func() (*Spec, error) { //nolint:gochecknoglobals // 13 MB are read once for all tests.
	root, err := moduleRoot()
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(location)))
	if err != nil {
		return nil, err
	}
	return parseSpec(data)
})

func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no go.mod above %s: %w", dir, fs.ErrNotExist)
		}
		dir = up
	}
}

func parseSpec(data []byte) (*Spec, error) {
	var doc struct {
		Paths      map[string]json.RawMessage            `json:"paths"`
		Components map[string]map[string]json.RawMessage `json:"components"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	if len(doc.Paths) == 0 || len(doc.Components["schemas"]) == 0 {
		return nil, errors.New("it has no paths or no schemas")
	}
	return &Spec{
		paths: doc.Paths, components: doc.Components,
		operations: map[string]map[string]operation{}, schemas: map[string]*jsonschema.Schema{},
	}, nil
}

// allowNull turns OpenAPI's "nullable" into what JSON Schema knows.
func allowNull(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = allowNull(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = allowNull(v[k])
		}
		if v["nullable"] == true {
			delete(v, "nullable")
			return map[string]any{"anyOf": []any{v, map[string]any{"type": "null"}}}
		}
	}
	return v
}

// Check wraps a server below a prefix of paths: each request and each answer that the description
// doesn't allow is reported.
func (s *Spec) Check(prefix string, next http.Handler, report func(format string, args ...any)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		copied := &copyWriter{ResponseWriter: w, status: http.StatusOK}
		at := r.Method + " " + r.URL.RequestURI()
		sent, err := io.ReadAll(r.Body)
		if err != nil {
			report("%s: %v", at, err)
		}
		r.Body = io.NopCloser(bytes.NewReader(sent))
		next.ServeHTTP(copied, r)
		template, op, ok := s.find(r.Method, strings.TrimPrefix(r.URL.Path, prefix))
		if !ok {
			report("%s: there is no such operation", at)
			return
		}
		for _, err := range s.checkQuery(op, r) {
			report("%s: %v", at, err)
		}
		if err := s.checkBody(template, strings.ToLower(r.Method), op, sent); err != nil {
			report("%s: the request %q: %v", at, sent, err)
		}
		if err := s.checkAnswer(template, strings.ToLower(r.Method), op, copied); err != nil {
			report("%s: the answer %d: %v", at, copied.status, err)
		}
	})
}

// find is the operation of a path; the one with fewer placeholders wins.
func (s *Spec) find(method, path string) (string, operation, bool) {
	parts := strings.Split(path, "/")
	best, found := "", operation{}
	for template := range s.paths {
		if !fits(strings.Split(template, "/"), parts) || best != "" && strings.Count(template, "{") >= strings.Count(best, "{") {
			continue
		}
		if op, ok := s.methods(template)[strings.ToLower(method)]; ok {
			best, found = template, op
		}
	}
	return best, found, best != ""
}

// methods are the operations of a path.
func (s *Spec) methods(template string) map[string]operation {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known, ok := s.operations[template]; ok {
		return known
	}
	methods := map[string]operation{}
	if err := json.Unmarshal(s.paths[template], &methods); err != nil {
		methods = nil // A part of it isn't an operation; none of ours is like that.
	}
	s.operations[template] = methods
	return methods
}

func fits(template, path []string) bool {
	if len(template) != len(path) {
		return false
	}
	for i, t := range template {
		if t != path[i] && (!strings.HasPrefix(t, "{") || path[i] == "") {
			return false
		}
	}
	return true
}

func (s *Spec) checkQuery(op operation, r *http.Request) []error {
	var problems []error
	known := map[string]parameter{}
	for _, p := range op.Parameters {
		if p.Ref != "" {
			p = s.parameter(strings.TrimPrefix(p.Ref, "#/components/parameters/"))
		}
		if p.In == "query" {
			known[p.Name] = p
		}
	}
	query := r.URL.Query()
	for name, p := range known {
		if p.Required && query.Get(name) == "" {
			problems = append(problems, fmt.Errorf("the parameter %s is required", name))
		}
	}
	for name, values := range query {
		p, ok := known[name]
		switch {
		case !ok:
			problems = append(problems, fmt.Errorf("there is no parameter %s", name))
		case len(values) != 1:
			problems = append(problems, fmt.Errorf("the parameter %s is there %d times", name, len(values)))
		case len(p.Schema.Enum) > 0 && !slices.Contains(p.Schema.Enum, values[0]):
			problems = append(problems, fmt.Errorf("the parameter %s is %q, not one of %q", name, values[0], p.Schema.Enum))
		case p.Schema.Type == "integer":
			if _, err := strconv.Atoi(values[0]); err != nil {
				problems = append(problems, fmt.Errorf("the parameter %s is %q, not a number", name, values[0]))
			}
		}
	}
	return problems
}

// checkBody holds what was sent to the operation's schema.
func (s *Spec) checkBody(template, method string, op operation, sent []byte) error {
	if op.Body == nil || len(op.Body.Content["application/json"]) == 0 {
		if len(sent) > 0 {
			return errors.New("the operation takes no body")
		}
		return nil
	}
	schema, err := s.compile("#/paths/" + escape(template) + "/" + method + "/requestBody/content/application~1json/schema")
	if err != nil {
		return err
	}
	body, err := jsonschema.UnmarshalJSON(bytes.NewReader(sent))
	if err != nil {
		return err
	}
	return schema.Validate(body)
}

// parameter is one that several operations share.
func (s *Spec) parameter(name string) parameter {
	var p parameter
	if json.Unmarshal(s.components["parameters"][name], &p) != nil {
		return parameter{}
	}
	return p
}

// checkAnswer holds a body to the schema of its status. Errors that an operation doesn't list have
// the form that all errors have.
func (s *Spec) checkAnswer(template, method string, op operation, w *copyWriter) error {
	if w.status == http.StatusNotModified {
		if w.body.Len() > 0 {
			return fmt.Errorf("%d bytes came with it", w.body.Len())
		}
		return nil
	}
	status := strconv.Itoa(w.status)
	pointer := "#/components/schemas/basic-error"
	if r, ok := op.Responses[status]; ok && r.Ref == "" {
		pointer = "#/paths/" + escape(template) + "/" + method + "/responses/" + status + "/content/application~1json/schema"
	} else if ok {
		pointer = r.Ref + "/content/application~1json/schema"
	} else if w.status < 400 {
		return errors.New("the operation has no such status")
	}
	schema, err := s.compile(pointer)
	if err != nil {
		return err
	}
	body, err := jsonschema.UnmarshalJSON(bytes.NewReader(w.body.Bytes()))
	if err != nil {
		return err
	}
	return schema.Validate(body)
}

func (s *Spec) compile(pointer string) (*jsonschema.Schema, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if schema, ok := s.schemas[pointer]; ok {
		return schema, nil
	}
	const resource = "https://api.github.com/openapi.json"
	doc, err := s.excerpt(pointer)
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft4) // What OpenAPI 3.0 is made from.
	c.AssertFormat()
	if err := c.AddResource(resource, allowNull(doc)); err != nil {
		return nil, err
	}
	schema, err := c.Compile(resource + pointer)
	if err != nil {
		return nil, err
	}
	s.schemas[pointer] = schema
	return schema, nil
}

// excerpt is the description with only those parts that a pointer leads to.
func (s *Spec) excerpt(pointer string) (any, error) {
	paths, components := map[string]json.RawMessage{}, map[string]map[string]json.RawMessage{}
	var take func(ref string)
	refs := regexp.MustCompile(`"\$ref": ?"(#/[^"]+)"`)
	follow := func(part json.RawMessage) {
		for _, m := range refs.FindAllSubmatch(part, -1) {
			take(string(m[1]))
		}
	}
	take = func(ref string) {
		parts := strings.Split(ref, "/")
		switch {
		case len(parts) > 2 && parts[1] == "paths":
			template := unescape(parts[2])
			paths[template] = s.paths[template]
			follow(s.paths[template])
		case len(parts) > 3 && parts[1] == "components" && components[parts[2]][parts[3]] == nil:
			if components[parts[2]] == nil {
				components[parts[2]] = map[string]json.RawMessage{}
			}
			components[parts[2]][parts[3]] = s.components[parts[2]][parts[3]]
			follow(s.components[parts[2]][parts[3]])
		}
	}
	take(pointer)
	data, err := json.Marshal(map[string]any{"paths": paths, "components": components})
	if err != nil {
		return nil, err
	}
	return jsonschema.UnmarshalJSON(bytes.NewReader(data))
}

// escape makes a path a part of a JSON pointer in an address.
func escape(path string) string {
	return strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(path)
}

func unescape(part string) string {
	return strings.NewReplacer("%7B", "{", "%7D", "}", "~1", "/", "~0", "~").Replace(part)
}

// A copyWriter keeps a copy of what is written.
type copyWriter struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

// WriteHeader implements http.ResponseWriter.
func (w *copyWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (w *copyWriter) Write(data []byte) (int, error) {
	w.body.Write(data)
	return w.ResponseWriter.Write(data)
}
