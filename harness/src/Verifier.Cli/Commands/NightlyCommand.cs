using System.CommandLine;
using Verifier.Cli.Host;
using Verifier.Cli.Known;
using Verifier.Cli.Nightly;
using Verifier.Cli.Options;
using Verifier.Cli.Replaying;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.Scenarios.Model;
using Verifier.Workers;

namespace Verifier.Cli.Commands;

/// <summary><c>nightly</c>: canaries, every scenario run and explored, history, comparison.</summary>
internal static class NightlyCommand
{
    private const string DefaultFolder = "scenarios";

    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var reader = new RunOptionsReader(DefaultFolder, ReportCommand.DefaultFolder);
        var classes = new Option<string[]>("--class") { Description = "Only scenarios in folders of this name, such as fast, slow or rare; may be given several times", HelpName = "NAME" };
        var database = SharedArguments.Database();
        var since = new Option<long?>("--since") { Description = "Compare with this night instead of the last comparable one; see list nights", HelpName = "NIGHT" };
        var failOn = new Option<string>("--fail-on")
        {
            Description = "Which unexpected findings make the exit code 2: any, new (new or regressed), regressed",
            HelpName = "WHICH",
            DefaultValueFactory = _ => "any",
        };
        failOn.AcceptOnlyFromAmong("any", "new", "regressed");
        var known = KnownFiles.Option();
        var sources = new SourceOptions();
        var verb = new Verb("nightly", "Proves its oracles, runs and explores every scenario, and compares with the night before")
        {
            Examples = ["nightly", "nightly scenarios --class fast --fail-on new", "nightly --since 12 --db /var/lib/verifier/history.db"],
        };
        reader.AddTo(verb);
        Option[] options = [classes, database, since, failOn, known, .. sources.All];
        foreach (var option in options)
        {
            verb.Add(option);
        }

        shared.SetAction(verb, (parsed, invocation) => Run(invocation, parsed.GetValue(known), new NightlySettings(
            Explored(reader.Read(parsed, invocation)),
            [.. parsed.GetValue(classes) ?? []],
            parsed.GetRequiredValue(database),
            parsed.GetValue(since),
            Enum.Parse<FailOn>(parsed.GetRequiredValue(failOn), ignoreCase: true))
        {
            Sources = sources.Read(parsed),
        }));
        return verb;
    }

    private static RunSettings Explored(RunSettings settings) => settings with
    {
        Explore = settings.Explore with
        {
            Strategies = settings.Explore.Strategies ?? (ExploreStrategies.Each | ExploreStrategies.Persistent | ExploreStrategies.Second | ExploreStrategies.Fill),
            Advises = true,
        },
    };

    private static ExitCode Run(Invocation invocation, string? known, NightlySettings given)
    {
        try
        {
            var settings = given with { Known = KnownFiles.Read(invocation.Host, known, given.Run.Paths, invocation.Warn) };
            return Show(invocation, settings, Do(invocation, settings));
        }
        catch (RefusalException e)
        {
            // Results and errors often go different ways: each says it.
            ShowFailure(invocation, e);
            throw;
        }
        catch (OperationCanceledException) when (invocation.Host.Interruption.HasCome)
        {
            ShowFailure(invocation, new CliException(invocation.Host.Interruption.Code, "it was stopped before anything was done"));
            throw;
        }
    }

    private static (Night Night, string? Page) Do(Invocation invocation, NightlySettings settings)
    {
        using var surroundings = NightSurroundings.Prepare(invocation, settings);
        var night = new NightlyJob(invocation, settings, surroundings).Run();
        try
        {
            return (night, night.View is { } view ? new NightReport(invocation, settings.Run.Sources, settings.Sources).Write(view, settings.Run.ResultsFolder) : null);
        }
        catch (RefusalException e)
        {
            return (night with { Failure = new CliException(ExitCode.Inconclusive, e.Message) }, null);
        }
    }

    private static ExitCode Show(Invocation invocation, NightlySettings settings, (Night Night, string? Page) done)
    {
        var (night, page) = done;
        var interruption = invocation.Host.Interruption;
        var code = interruption.HasCome ? interruption.Code : night.ExitCode(settings.FailOn);
        if (invocation.IsJson)
        {
            JsonDocumentWriter.WriteTo(invocation.Out, json => NightDocument.Write(json, night, code));
        }
        else if (!invocation.IsQuiet || code != ExitCode.Ok)
        {
            new NightlyText(invocation.Out, new ReplayText(invocation.Host, settings.Run.Sources), settings.Run.ResultsFolder).Write(night);
            if (page is not null)
            {
                invocation.Out.WriteLine($"report: {page}");
            }
        }

        if (night.View is { } seen)
        {
            settings.Known.Idle(seen).ToList().ForEach(invocation.Warn);
        }

        if (night.Problem is { } problem)
        {
            invocation.Out.Flush();
            invocation.Host.Error.WriteLine($"error: {problem}");
        }

        return code;
    }

    private static void ShowFailure(Invocation invocation, RefusalException e)
    {
        if (invocation.IsJson)
        {
            JsonDocumentWriter.WriteTo(invocation.Out, json => NightDocument.WriteNone(json, e));
        }
        else
        {
            NightlyText.WriteNone(invocation.Out, e.Message);
        }
    }
}
