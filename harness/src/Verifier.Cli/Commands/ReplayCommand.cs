using System.Collections.Immutable;
using System.CommandLine;
using Verifier.Cli.Host;
using Verifier.Cli.Loading;
using Verifier.Cli.Options;
using Verifier.Cli.Output;
using Verifier.Cli.Replaying;
using Verifier.Cli.Results;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.Engine.Planning;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Commands;

/// <summary><c>replay TOKEN-OR-FILE</c>: the same run again, its trace compared with the recorded one.</summary>
internal static class ReplayCommand
{
    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var what = new Argument<string>("TOKEN-OR-FILE") { Description = "A replay token, or a file of tokens such as results.ndjson" };
        var trace = new Option<bool>("--trace") { Description = "Print the trace: every call of the driver and into it" };
        var stop = new Option<bool>("--break") { Description = "Stop a debugger in the driver's frame at each injected failure; waits for one" };
        var scenario = new Option<string?>("--scenario") { Description = "The script, if it is not where it was when the token was made", HelpName = "PATH" };
        var sources = DriverOptions.ForToken();
        var stubs = new StubOption();
        var verb = new Verb("replay", "Does a run again and compares its trace with the recorded one")
        {
            Examples = ["replay vr3.PAYLOAD.CHECK --trace", "replay reports/latest/results.ndjson"],
        };
        verb.Add(what);
        Option[] options = [trace, stop, scenario, .. sources.All, stubs.Option];
        foreach (var option in options)
        {
            verb.Add(option);
        }

        shared.SetAction(verb, (parsed, invocation) => Replay(invocation, new ReplaySettings(
            parsed.GetRequiredValue(what),
            parsed.GetValue(trace),
            parsed.GetValue(stop),
            parsed.GetValue(scenario),
            sources.Read(parsed, invocation))
        {
            Stubs = stubs.Read(parsed),
        }));
        return verb;
    }

    private static ExitCode Replay(Invocation invocation, ReplaySettings settings)
    {
        var host = invocation.Host;
        var tokens = TokenReader.Read(host, settings.TokenOrFile);
        var isIsolated = host.IsolatesByDefault && !settings.Breaks;
        var pool = ModelCatalogue.Read(invocation, settings.Sources, isIsolated);
        var plans = tokens.Select(token => With(settings.Stubs, TokenPlan.Make(invocation, token, pool, settings.Scenario))).ToList();
        ImportStubs.Check(settings.Stubs, plans.Select(plan => plan.Driver));
        if (settings.Breaks && plans.Find(plan => plan.Driver.RunsCompiledCode) is { } compiled)
        {
            throw CliException.Usage($"{compiled.Driver.Name} is a compiled driver, and --break stops a .NET debugger in models only; give the command without --break");
        }

        if (settings.Breaks)
        {
            DebuggerBreak.WaitForDebugger(host);
        }

        using var runner = new ReplayRunner(host, settings, isIsolated);
        var replays = new List<ReplayRun>();
        try
        {
            for (var i = 0; i < plans.Count && !host.Interruption.HasCome; i++)
            {
                replays.Add(runner.Do(plans[i], tokens[i]));
            }
        }
        catch (OperationCanceledException) when (host.Interruption.HasCome && replays.Count > 0)
        {
            // Those that were done are shown.
            invocation.Warn("interrupted: not all was done again");
        }

        var code = host.Interruption.HasCome
            ? host.Interruption.Code : invocation.WithShortfall(ExitCodes.Worst(replays.Select(replay => replay.ExitCode)));
        Show(invocation, settings, replays, code);
        return code;
    }

    private static Plan With(ImmutableArray<ImportStub> stubs, Plan plan)
    {
        var own = plan.Driver.Stubs.Where(stub => !stubs.Any(other => other.Name == stub.Name));
        var given = ImportStubs.Give(plan.Driver, stubs).Stubs;
        return stubs.IsEmpty ? plan : plan with { Driver = plan.Driver with { Stubs = [.. own, .. given] } };
    }

    private static void Show(Invocation invocation, ReplaySettings settings, List<ReplayRun> replays, ExitCode code)
    {
        if (invocation.IsJson)
        {
            JsonDocumentWriter.WriteTo(invocation.Out, json => ReplayDocument.Write(json, replays, code));
            return;
        }

        var commands = new ReplayText(invocation.Host, settings.Sources);
        var text = new ReplayReport(invocation.Out, plan => commands.Replay(plan, settings.Scenario), invocation.OutHasColours);
        replays.Where(replay => !invocation.IsQuiet || settings.ShowsTrace || !replay.Comparison.IsSame).ToList().ForEach(text.Write);
        if (!invocation.IsQuiet)
        {
            text.WriteSummary(replays);
        }
    }
}
