package main

import (
	"context"

	"pregonero/check"
	"pregonero/languagetool"
)

// proofreader speaks to the institution's LanguageTool in the words of the checks.
type proofreader struct{ client *languagetool.Client }

// proofreaderAt makes one of an address; nil when there is no address.
func proofreaderAt(address string) (check.Proofreader, error) {
	if address == "" {
		return nil, nil
	}
	client, err := languagetool.New(address, "Pregonero/"+version)
	if err != nil {
		return nil, err
	}
	return proofreader{client}, nil
}

// Proofread asks the server; its error says that there is no answer, and nothing more.
func (p proofreader) Proofread(ctx context.Context, text string) ([]check.Remark, error) {
	matches, err := p.client.Check(ctx, text)
	if err != nil {
		return nil, err
	}
	remarks := make([]check.Remark, len(matches))
	for i, m := range matches {
		remarks[i] = check.Remark{Start: m.Start, End: m.End, Message: m.Message, Suggestions: m.Suggestions, Rule: m.Rule}
	}
	return remarks, nil
}
