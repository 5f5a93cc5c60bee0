using System.CommandLine;
using Verifier.Cli.Results;
using Verifier.Scenarios.Schema;

namespace Verifier.Cli.Commands;

/// <summary><c>schema [scenario|results|campaign]</c>: prints a JSON schema.</summary>
internal static class SchemaCommand
{
    private const string Scenario = "scenario";
    private const string Results = "results";
    private const string Campaign = "campaign";

    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var which = new Argument<string>("WHICH")
        {
            HelpName = "WHICH",
            Description = "scenario: of scenario scripts; results, campaign: of the lines of results.ndjson that are runs, or campaigns",
            DefaultValueFactory = _ => Scenario,
        };
        which.AcceptOnlyFromAmong(Scenario, Results, Campaign);
        var verb = new Verb("schema", "Prints the JSON schema of scenario scripts or of results")
        {
            Examples = ["schema > scenario.schema.json", "schema campaign"],
        };
        verb.Add(which);
        shared.SetAction(verb, (parsed, invocation) =>
        {
            invocation.Out.Write(parsed.GetValue(which) switch
            {
                Results => ResultsSchema.Text,
                Campaign => CampaignSchema.Text,
                _ => ScenarioSchema.Generate(),
            });
            return ExitCode.Ok;
        });
        return verb;
    }
}
