using System.CommandLine;
using Verifier.Cli.Loading;
using Verifier.Cli.Logging;
using Verifier.Cli.Output;
using Verifier.Cli.Results;
using Verifier.Cli.Running;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Commands;

/// <summary><c>run PATH…</c>: scenarios with the drivers they name, judged.</summary>
internal static class RunCommand
{
    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var reader = new RunOptionsReader();
        var verb = new Verb("run", "Runs scenarios with the drivers they name, and says what came of it")
        {
            Examples =
            [
                "run scenarios",
                "run scenarios/fast --driver 'array-cache-*' --jobs 4",
                "run my-scenarios --drivers bin/Debug/net10.0/My.Drivers.dll -o out",
            ],
        };
        reader.AddTo(verb);
        shared.SetAction(verb, (parsed, invocation) => Run(invocation, reader.Read(parsed)));
        return verb;
    }

    private static ExitCode Run(Invocation invocation, RunSettings settings)
    {
        var host = invocation.Host;
        var runs = Select(invocation, settings);
        if (settings.IsWhatIf)
        {
            return WhatIf.Show(invocation, runs);
        }

        var results = new ResultsFile(host.FullPath(settings.ResultsFolder), settings.ResultsFolder, SavePipeline.Create(host.Clock));
        results.Prepare();
        IReadOnlyList<RunRecord> records;
        using (var progress = new ProgressDisplay(host, invocation.Verbosity))
        {
            records = new Batch(host, invocation.WantsDetails ? invocation.Log : null).Run(runs, settings.Jobs, progress);
        }

        results.Save(records.Select(record => JsonDocumentWriter.Line(json => RunJson.Write(json, record))));
        var code = host.Interruption.HasCome ? host.Interruption.Code : ExitCodes.Worst(records.Select(record => record.Verdict.ExitCode()));
        Show(invocation, settings, records, code);
        if (host.Interruption.HasCome)
        {
            host.Error.WriteLine(
                $"interrupted: {records.Count} of {Words.Count(runs.Count, "run")} saved in {results.ShownPath}; give the same command again to do all");
        }
        else if (invocation.Verbosity >= Verbosity.Normal)
        {
            host.Error.WriteLine($"results: {results.ShownPath}");
        }

        return code;
    }

    private static List<PlannedRun> Select(Invocation invocation, RunSettings settings)
    {
        var files = ScenarioFinder.Find(invocation.Host, settings.Paths);
        var scripts = ScenarioLoader.ReadAll(files, diagnostic => invocation.Warn(diagnostic.ToString()));
        foreach (var script in scripts)
        {
            if (script.Scenario.Explore is { } explore)
            {
                invocation.Warn($"{script.Path}({explore.Source}): warning: explore: is not available yet; only the explicit faults are run");
            }
        }

        var models = ModelLoader.Load(invocation.Host, settings.Assemblies, invocation.Warn);
        var mayMiss = settings.Drivers.Length > 0 || settings.Assemblies.Length > 0;
        var all = RunSelection.Make(scripts, models, settings.Drivers, mayMiss, settings.Seed);
        var mine = all.Where((_, i) => i % settings.Shard.Count == settings.Shard.Index - 1).ToList();
        if (mine.Count == 0)
        {
            invocation.Warn($"shard {settings.Shard.Index}/{settings.Shard.Count} holds none of the {Words.Count(all.Count, "run")}");
        }

        return mine;
    }

    private static void Show(Invocation invocation, RunSettings settings, IReadOnlyList<RunRecord> records, ExitCode code)
    {
        if (invocation.IsJson)
        {
            JsonDocumentWriter.WriteTo(invocation.Out, json => RunDocument.Write(json, records, code));
            return;
        }

        VerdictTable.Write(invocation.Out, records, invocation.OutHasColours);
        var details = new RunDetails(invocation.Out, ReplayText.Command(invocation.Host, settings.Assemblies), invocation.OutHasColours);
        foreach (var record in records)
        {
            details.Write(record, invocation.Verbosity >= Verbosity.Detailed);
        }
    }
}
