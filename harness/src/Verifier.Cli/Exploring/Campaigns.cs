using Verifier.Cli.Commands;
using Verifier.Cli.Exploring.Journal;
using Verifier.Cli.Logging;
using Verifier.Cli.Output;
using Verifier.Cli.Results;

namespace Verifier.Cli.Exploring;

/// <summary>Explores what a <c>run</c> selected, with a journal of it in the results folder.</summary>
internal sealed class Campaigns(Invocation invocation, RunSettings settings)
{
    private readonly string _shown = $"{settings.ResultsFolder.Replace('\\', '/').TrimEnd('/')}/{JournalWriter.Name}";
    private readonly string _path = Path.Combine(invocation.Host.FullPath(settings.ResultsFolder), JournalWriter.Name);

    /// <summary>Gets each campaign as soon as it is over, from whatever thread.</summary>
    public Action<CampaignRecord>? Closed { get; init; }

    /// <summary>Explores the targets; on Ctrl-C as far as it came.</summary>
    public CampaignTotals Run(IReadOnlyList<ExplorationTarget> targets)
    {
        var host = invocation.Host;
        var header = JournalHeader.Of(targets);
        var merged = settings.Explore.Merged.IsEmpty ? null : JournalMerge.Read(host, settings.Explore.Merged, header);
        var before = merged ?? (settings.Explore.IsResumed ? Continued(header) : null);
        using var journal = JournalWriter.Open(_path, _shown, header, merged is null ? before : null, SavePipeline.Create(host.Clock));
        merged?.CopyTo(journal);
        var campaigns = targets.Select((target, i) => new CampaignInProgress(target, i, before?.ResultsOf(i) ?? Nothing)).ToList();
        try
        {
            using (var progress = new ProgressDisplay(host, invocation.Verbosity))
            {
                var log = invocation.WantsDetails ? invocation.Log : null;
                using var runners = new CaseRunners(host, settings, log);
                new CampaignBatch(host, runners, log, campaigns, before, journal) { Closed = Closed }.Run(settings.Jobs, progress);
            }

            var records = campaigns.Where(c => c.Campaign is not null || c.Problem is not null).Select(c => c.Record ?? CampaignRecord.Of(c)).ToList();
            Tell(campaigns);
            return new CampaignTotals(records, targets.Count, host.Interruption.HasCome);
        }
        finally
        {
            campaigns.ForEach(campaign => campaign.Dispose());
        }
    }

    private static Dictionary<string, Engine.Exploration.CaseResult> Nothing { get; } = [];

    private JournalContent? Continued(JournalHeader header)
    {
        var before = JournalReader.Read(_path, _shown);
        if (before is null)
        {
            invocation.Warn($"there is nothing to resume in {_shown}; begun anew");
            return null;
        }

        var differences = header.DifferencesFrom(before.Header);
        return differences.Count == 0 ? before : throw CliException.Usage(
            $"{_shown} is the journal of another exploration: {string.Join("; ", differences)}; "
            + "give the command it was begun with, or start anew without --resume");
    }

    private void Tell(List<CampaignInProgress> campaigns)
    {
        var error = invocation.Host.Error;
        var restored = campaigns.Sum(c => (long)c.Restored);
        if (restored > 0 && invocation.Verbosity >= Verbosity.Normal)
        {
            var (word, from) = settings.Explore.Merged.IsEmpty ? ("resumed", _shown) : ("merged", Words.List(settings.Explore.Merged));
            var more = campaigns.Sum(c => (long)c.Run);
            var run = more > 0 && !settings.Explore.Merged.IsEmpty ? $"; {Words.Count(more, "run")} that they lack done now" : string.Empty;
            error.WriteLine($"{word}: {Words.Count(restored, "result")} taken from {from}{run}");
        }

        if (invocation.Host.Interruption.HasCome)
        {
            var kept = Words.Count(restored + campaigns.Sum(c => (long)c.Run), "result");
            error.WriteLine($"interrupted: {kept} kept in {_shown}; give the same command again with --resume to go on");
        }
    }
}
