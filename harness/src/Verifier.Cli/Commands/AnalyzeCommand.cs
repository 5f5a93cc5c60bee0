using System.CommandLine;
using System.Text.Json;
using Verifier.Cli.Analyzing;
using Verifier.Cli.Host;
using Verifier.Cli.Isolation;
using Verifier.Cli.Loading;
using Verifier.Cli.Options;
using Verifier.Cli.Settings;

namespace Verifier.Cli.Commands;

/// <summary><c>analyze TOKEN</c>: what a kernel debugger would show of a run.</summary>
internal static class AnalyzeCommand
{
    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var what = new Argument<string>("TOKEN") { Description = "The replay token of a run, or a file that holds one" };
        var scenario = new Option<string?>("--scenario") { Description = "The script, if it is not where it was when the token was made", HelpName = "PATH" };
        var sources = DriverOptions.ForToken();
        var verb = new Verb("analyze", "Shows of a run what a kernel debugger would: stop, stacks, failures, pool, IRPs, operations")
        {
            Examples = ["analyze vr3.PAYLOAD.CHECK", "analyze vr3.PAYLOAD.CHECK --format json"],
        };
        verb.Add(what);
        verb.Add(scenario);
        sources.AddTo(verb);
        shared.SetAction(verb, (parsed, invocation) => Analyze(
            invocation, parsed.GetRequiredValue(what), parsed.GetValue(scenario), sources.Read(parsed, invocation)));
        return verb;
    }

    private static ExitCode Analyze(Invocation invocation, string what, string? scenario, DriverSources sources)
    {
        var token = TokenPlan.One(invocation.Host, what);
        var plan = TokenPlan.Make(invocation, token, ModelCatalogue.Read(invocation, sources), scenario);
        using var tasks = new PlanTasks(invocation.Host, sources);
        var order = JsonSerializer.Serialize(new AnalysisOrder(token.ToString(), invocation.IsJson), AnalysisJson.Default.AnalysisOrder);
        var analysis = JsonSerializer.Deserialize(tasks.Do(AnalysisTask.Instance, plan, order, scenario), AnalysisJson.Default.AnalysisAnswer)!;
        foreach (var difference in analysis.Differences)
        {
            invocation.Warn(difference);
        }

        invocation.Out.Write(analysis.Text);
        return analysis.IsSame ? ExitCode.Ok : ExitCode.Diverged;
    }
}
