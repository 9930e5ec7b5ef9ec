// Calls a method of each kind of the official Go package and prints what is wrong with what came back.
package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"

	"github.com/stytchauth/stytch-go/v16/stytch/b2b/b2bstytchapi"
	"github.com/stytchauth/stytch-go/v16/stytch/b2b/discovery/organizations"
	magiclinks "github.com/stytchauth/stytch-go/v16/stytch/b2b/magiclinks"
	orgs "github.com/stytchauth/stytch-go/v16/stytch/b2b/organizations"
	"github.com/stytchauth/stytch-go/v16/stytch/b2b/organizations/members"
	"github.com/stytchauth/stytch-go/v16/stytch/b2b/sessions"
	"github.com/stytchauth/stytch-go/v16/stytch/stytcherror"
)

// preferring asks the mock for a certain answer; the package has no way to.
type preferring struct{ prefer string }

func (p *preferring) RoundTrip(request *http.Request) (*http.Response, error) {
	if p.prefer != "" {
		request.Header.Set("Prefer", p.prefer)
	}
	return http.DefaultTransport.RoundTrip(request)
}

func main() {
	transport := &preferring{}
	client, err := b2bstytchapi.NewClient(os.Getenv("PROJECT_ID"), os.Getenv("SECRET"),
		b2bstytchapi.WithBaseURI(os.Getenv("MOCK_URL")), b2bstytchapi.WithHTTPClient(&http.Client{Transport: transport}), b2bstytchapi.WithSkipJWKSInitialization())
	if err != nil {
		fmt.Println("the client:", err)
		os.Exit(1)
	}
	ctx := context.Background()
	id := os.Getenv("ORGANIZATION_ID")
	calls := map[string]func() error{
		"organizations.create": func() error {
			answer, err := client.Organizations.Create(ctx, &orgs.CreateParams{OrganizationName: "Acme Robotics"})
			if err == nil && answer.Organization.OrganizationID == "" {
				return errors.New("no organization_id")
			}
			return err
		},
		"organizations.get": func() error {
			_, err := client.Organizations.Get(ctx, &orgs.GetParams{OrganizationID: id})
			return err
		},
		"organizations.members.search": func() error {
			answer, err := client.Organizations.Members.Search(ctx, &members.SearchParams{OrganizationIds: []string{id}})
			if err == nil && len(answer.Members) == 0 {
				return errors.New("no members")
			}
			return err
		},
		"magicLinks.authenticate": func() error {
			_, err := client.MagicLinks.Authenticate(ctx, &magiclinks.AuthenticateParams{MagicLinksToken: os.Getenv("TOKEN")})
			return err
		},
		"sessions.authenticate": func() error {
			_, err := client.Sessions.Authenticate(ctx, &sessions.AuthenticateParams{SessionToken: os.Getenv("TOKEN")})
			return err
		},
		"discovery.organizations.list": func() error {
			_, err := client.Discovery.Organizations.List(ctx, &organizations.ListParams{IntermediateSessionToken: os.Getenv("TOKEN")})
			return err
		},
	}
	faults := 0
	for name, call := range calls {
		transport.prefer = ""
		if err := call(); err != nil {
			fmt.Printf("%s: %v\n", name, err)
			faults++
		}
		transport.prefer = "code=429, example=too_many_requests"
		var problem stytcherror.Error
		if err := call(); !errors.As(err, &problem) || problem.StatusCode != 429 || problem.ErrorType != "too_many_requests" || problem.RequestID == "" || problem.ErrorMessage == "" || problem.ErrorURL == "" {
			fmt.Printf("%s: %v where too_many_requests was asked for\n", name, err)
			faults++
		}
	}
	fmt.Printf("%d calls, %d faults\n", len(calls), faults)
	if faults > 0 {
		os.Exit(1)
	}
}
