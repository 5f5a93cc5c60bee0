using System.CommandLine;
using Verifier.Cli.Results;
using Verifier.Scenarios.Schema;

namespace Verifier.Cli.Commands;

/// <summary><c>schema [scenario|results]</c>: prints a JSON schema.</summary>
internal static class SchemaCommand
{
    private const string Scenario = "scenario";
    private const string Results = "results";

    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var which = new Argument<string>("WHICH")
        {
            HelpName = "WHICH",
            Description = "scenario: of scenario scripts; results: of a line of results.ndjson",
            DefaultValueFactory = _ => Scenario,
        };
        which.AcceptOnlyFromAmong(Scenario, Results);
        var verb = new Verb("schema", "Prints the JSON schema of scenario scripts or of results")
        {
            Examples = ["schema > scenario.schema.json", "schema results"],
        };
        verb.Add(which);
        shared.SetAction(verb, (parsed, invocation) =>
        {
            invocation.Out.Write(parsed.GetValue(which) == Results ? ResultsSchema.Text : ScenarioSchema.Generate());
            return ExitCode.Ok;
        });
        return verb;
    }
}
