using System.Collections.Immutable;
using System.CommandLine;
using Verifier.Cli.Output;
using Verifier.Cli.Results;
using Verifier.Engine.Analysis;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;

namespace Verifier.Cli.Commands;

/// <summary><c>analyze TOKEN</c>: what a kernel debugger would show of a run.</summary>
internal static class AnalyzeCommand
{
    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var what = new Argument<string>("TOKEN") { Description = "The replay token of a run, or a file that holds one" };
        var scenario = new Option<string?>("--scenario") { Description = "The script, if it is not where it was when the token was made", HelpName = "PATH" };
        var assemblies = SharedArguments.Drivers();
        var verb = new Verb("analyze", "Shows of a run what a kernel debugger would: stop, stacks, failures, pool, IRPs, operations")
        {
            Examples = ["analyze vr3.PAYLOAD.CHECK", "analyze vr3.PAYLOAD.CHECK --format json"],
        };
        verb.Add(what);
        verb.Add(scenario);
        verb.Add(assemblies);
        shared.SetAction(verb, (parsed, invocation) => Analyze(
            invocation, parsed.GetRequiredValue(what), parsed.GetValue(scenario), [.. parsed.GetValue(assemblies) ?? []]));
        return verb;
    }

    private static ExitCode Analyze(Invocation invocation, string what, string? scenario, ImmutableArray<string> assemblies)
    {
        var token = TokenPlan.One(invocation.Host, what);
        var models = ModelCatalogue.Read(invocation, assemblies);
        using var runner = new ScenarioRunner();
        var plan = TokenPlan.Make(invocation, token, models, scenario);
        var moved = Replayer.Locate(token, plan, runner);
        var analysis = new Analyzer(runner).Analyze(moved is null ? plan : Planner.Vary(plan, moved.Variation));
        var comparison = Replayer.Compare(token, analysis.Result, moved);
        foreach (var difference in comparison.Differences)
        {
            invocation.Warn(difference);
        }

        if (invocation.IsJson)
        {
            JsonDocumentWriter.WriteTo(invocation.Out, json => AnalysisDocument.Write(json, analysis, comparison));
        }
        else
        {
            new AnalysisReport(invocation.Out).Write(analysis);
        }

        return comparison.IsSame ? ExitCode.Ok : ExitCode.Diverged;
    }
}
