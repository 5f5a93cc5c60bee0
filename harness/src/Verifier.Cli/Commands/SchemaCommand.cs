using System.CommandLine;
using Verifier.Cli.Host;
using Verifier.Cli.Options;
using Verifier.Cli.Results;
using Verifier.Scenarios.Schema;

namespace Verifier.Cli.Commands;

/// <summary><c>schema [WHICH]</c>: prints a JSON schema.</summary>
internal static class SchemaCommand
{
    private const string Scenario = "scenario";
    private const string Known = "known";

    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var which = new Argument<string>("WHICH")
        {
            HelpName = "WHICH",
            Description = "scenario: of scenario scripts; known: of lists of known findings; results, campaign: of the lines of results.ndjson that are runs, or campaigns; "
                + "run, night, replay, shrink, analysis: of what that verb prints with --format json (night: nightly, analysis: analyze)",
            DefaultValueFactory = _ => Scenario,
        };
        which.AcceptOnlyFromAmong([Scenario, Known, .. PublishedSchema.Names]);
        var verb = new Verb("schema", "Prints the JSON schema of scenario scripts, of results, or of what a verb prints")
        {
            Examples = ["schema > scenario.schema.json", "schema campaign", "schema replay"],
        };
        verb.Add(which);
        shared.SetAction(verb, (parsed, invocation) =>
        {
            var name = parsed.GetRequiredValue(which);
            invocation.Out.Write(name switch
            {
                Scenario => ScenarioSchema.Generate(),
                Known => KnownSchema.Generate(),
                _ => PublishedSchema.Read(name),
            });
            return ExitCode.Ok;
        });
        return verb;
    }
}
