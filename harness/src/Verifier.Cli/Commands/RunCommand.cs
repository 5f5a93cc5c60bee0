using System.CommandLine;
using Verifier.Cli.Exploring;
using Verifier.Cli.Forecasting;
using Verifier.Cli.Host;
using Verifier.Cli.Isolation;
using Verifier.Cli.Loading;
using Verifier.Cli.Logging;
using Verifier.Cli.Minimal;
using Verifier.Cli.Options;
using Verifier.Cli.Output;
using Verifier.Cli.Replaying;
using Verifier.Cli.Results;
using Verifier.Cli.Running;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.Engine.Planning;

namespace Verifier.Cli.Commands;

/// <summary><c>run PATH…</c>: scenarios with the drivers they name, run or explored, and judged.</summary>
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
                "run scenarios/fast --explore all --budget-time 10min",
                "run scenarios/fast --explore all --resume",
                "run my-scenarios --drivers bin/Debug/net10.0/My.Drivers.dll -o out",
                "run my-scenario.yaml --driver build/mydriver.sys --explore all",
            ],
        };
        reader.AddTo(verb);
        shared.SetAction(verb, (parsed, invocation) => Run(invocation, reader.Read(parsed, invocation)));
        return verb;
    }

    private static ExitCode Run(Invocation invocation, RunSettings given)
    {
        var host = invocation.Host;
        var selection = Selection.Make(invocation, given);
        var settings = given.For(selection.Drivers);
        if (settings.IsWhatIf)
        {
            return selection.Targets.Count == 0
                ? WhatIf.Show(invocation, selection.Runs)
                : new ExplorationForecast(invocation, settings).Show(selection);
        }

        var results = ResultsFile.Of(host, settings.ResultsFolder);
        results.Prepare();
        using var exploration = selection.Targets.Count > 0 ? new Campaigns(invocation, settings, selection.Targets) : null;
        var records = DoRuns(invocation, settings, selection);
        var campaigns = host.Interruption.HasCome ? null : Explore(invocation, settings, exploration);
        results.Save(records.Select(RunJson.LineOf), campaigns?.Records ?? []);
        new StaleScenarios(invocation, settings.ResultsFolder).Remove(campaigns?.Records ?? []);
        var verdicts = records.Select(record => record.Verdict).Concat((campaigns?.Records ?? []).Select(record => record.Verdict));
        var code = host.Interruption.HasCome
            ? host.Interruption.Code : invocation.WithShortfall(ExitCodes.Worst(verdicts.Select(verdict => verdict.ExitCode())));
        Show(invocation, settings, records, campaigns, code);
        if (host.Interruption.HasCome && records.Count < selection.Runs.Count)
        {
            var saved = $"{records.Count} of {Words.Count(selection.Runs.Count, "run")} saved in {results.ShownPath}";
            host.Error.WriteLine($"interrupted: {saved}; give the same command again to do all");
        }
        else if (invocation.Verbosity >= Verbosity.Normal)
        {
            host.Out.Flush();
            host.Error.WriteLine($"results: {results.ShownPath}");
        }

        return code;
    }

    private static CampaignTotals? Explore(Invocation invocation, RunSettings settings, Campaigns? exploration) => exploration?.Run() is { } campaigns
        ? campaigns with
        {
            Records = new MinimalScenarios(invocation, settings).In(new RepeatCheck(invocation, settings).In(campaigns.Records)),
        }
        : null;

    private static IReadOnlyList<RunRecord> DoRuns(Invocation invocation, RunSettings settings, Selection selection)
    {
        if (selection.Runs.Count == 0)
        {
            return [];
        }

        using var workers = settings.IsIsolated ?? invocation.Host.IsolatesByDefault ? CliWorkers.For(invocation.Host, settings.Sources) : null;
        using var progress = new ProgressDisplay(invocation.Host, invocation.Verbosity);
        return new Batch(invocation.Host, invocation.WantsDetails ? invocation.Log : null, workers).Run(selection.Runs, settings.Jobs, progress, selection.Targets.Count);
    }

    private static void Show(
        Invocation invocation, RunSettings settings, IReadOnlyList<RunRecord> records, CampaignTotals? campaigns, ExitCode code)
    {
        if (invocation.IsJson)
        {
            JsonDocumentWriter.WriteTo(invocation.Out, json => RunDocument.Write(json, records, campaigns, code));
            return;
        }

        Func<Plan, string> replay = new ReplayText(invocation.Host, settings.Sources).Replay;
        var isDetailed = invocation.Verbosity >= Verbosity.Detailed;
        if (invocation.IsQuiet)
        {
            ShowWrong(invocation, settings, records, campaigns);
            return;
        }

        if (records.Count > 0 || campaigns is null)
        {
            VerdictTable.Write(invocation.Out, records, invocation.OutHasColours);
            var details = new RunDetails(invocation.Out, replay, invocation.OutHasColours);
            records.ToList().ForEach(record => details.Write(record, isDetailed));
        }

        if (campaigns is not null)
        {
            if (records.Count > 0)
            {
                invocation.Out.WriteLine();
            }

            new CampaignReport(invocation.Out, replay, settings.ResultsFolder, invocation.OutHasColours, isDetailed).Write(campaigns);
        }
    }

    // Nothing when all is as it should be.
    private static void ShowWrong(Invocation invocation, RunSettings settings, IReadOnlyList<RunRecord> records, CampaignTotals? campaigns)
    {
        Func<Plan, string> replay = new ReplayText(invocation.Host, settings.Sources).Replay;
        var details = new RunDetails(invocation.Out, replay, invocation.OutHasColours);
        records.ToList().ForEach(record => details.Write(record, isDetailed: false));
        new CampaignReport(invocation.Out, replay, settings.ResultsFolder, invocation.OutHasColours, isDetailed: false)
            .WriteWrong(campaigns?.Records ?? []);
    }
}
