using Verifier.Cli.Exploring.Journal;
using Verifier.Cli.Files;
using Verifier.Cli.Host;
using Verifier.Cli.Logging;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.Workers.Running;

namespace Verifier.Cli.Exploring;

/// <summary>
/// Explores what a <c>run</c> selected, with a journal of it in the results folder. What is wrong with that journal, or with those that are merged,
/// shows when this is made, before anything runs; from then on no other process writes the journal.
/// </summary>
internal sealed class Campaigns : IDisposable
{
    private readonly Invocation _invocation;
    private readonly RunSettings _settings;
    private readonly IReadOnlyList<ExplorationTarget> _targets;
    private readonly string _shown;
    private readonly JournalHeader _header;
    private readonly JournalContent? _merged;
    private readonly JournalContent? _continued;
    private readonly JournalWriter _journal;

    /// <summary>Reads the journals there are, and opens the own one.</summary>
    /// <exception cref="CliException">One is of another exploration, is damaged, or is written by another process.</exception>
    public Campaigns(Invocation invocation, RunSettings settings, IReadOnlyList<ExplorationTarget> targets)
    {
        _invocation = invocation;
        _settings = settings;
        _targets = targets;
        _shown = $"{settings.ResultsFolder.Replace('\\', '/').TrimEnd('/')}/{JournalWriter.Name}";
        _header = JournalHeader.Of(targets);
        var path = Path.Combine(invocation.Host.FullPath(settings.ResultsFolder), JournalWriter.Name);
        _merged = settings.Explore.Merged.IsEmpty ? null : JournalMerge.Read(invocation.Host, settings.Explore.Merged, _header);
        _continued = settings.Explore.IsResumed ? Continued(path) : null;
        _journal = JournalWriter.Open(path, _shown, SavePipeline.Create(invocation.Host.Clock));
    }

    /// <summary>Explores the targets; on Ctrl-C as far as it came.</summary>
    /// <param name="closed">Gets each campaign as soon as it is over, from any thread.</param>
    public CampaignTotals Run(Action<CampaignRecord>? closed = null)
    {
        var host = _invocation.Host;
        var before = _merged ?? _continued;
        _journal.Begin(_header, _continued);
        _merged?.CopyTo(_journal);
        var campaigns = _targets.Select((target, i) => new CampaignInProgress(target, i, before?.ResultsOf(i) ?? Nothing)).ToList();
        try
        {
            using (var progress = new ProgressDisplay(host, _invocation.Verbosity))
            {
                var log = _invocation.WantsDetails ? _invocation.Log : null;
                using var runners = new CaseRunners(host, _settings, log);
                new CampaignBatch(host, runners, log, campaigns, before, _journal) { Closed = closed }.Run(_settings.Jobs, progress);
            }

            var records = campaigns.Where(c => c.Campaign is not null || c.Failure is not null).Select(c => c.Record ?? RecordOf(c)).ToList();
            Tell(campaigns);
            return new CampaignTotals(records, _targets.Count, host.Interruption.HasCome);
        }
        finally
        {
            campaigns.ForEach(campaign => campaign.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _journal.Dispose();

    private static Dictionary<string, Engine.Exploration.CaseResult> Nothing { get; } = [];

    private CampaignRecord RecordOf(CampaignInProgress campaign) =>
        _invocation.Host.Interruption.HasCome ? CampaignRecord.OfInterrupted(campaign) : CampaignRecord.Of(campaign);

    private JournalContent? Continued(string path)
    {
        var before = JournalReader.Read(path, _shown);
        if (before is null)
        {
            _invocation.Warn($"there is nothing to resume in {_shown}; begun anew");
            return null;
        }

        var differences = _header.DifferencesFrom(before.Header);
        return differences.Count == 0 ? before : throw CliException.Usage(
            $"{_shown} is the journal of another exploration: {string.Join("; ", differences)}; "
            + "give the command it was begun with, or start anew without --resume");
    }

    private void Tell(List<CampaignInProgress> campaigns)
    {
        var error = _invocation.Host.Error;
        var restored = campaigns.Sum(c => (long)c.Restored);
        if (restored > 0 && _invocation.Verbosity >= Verbosity.Normal)
        {
            var (word, from) = _settings.Explore.Merged.IsEmpty ? ("resumed", _shown) : ("merged", Words.List(_settings.Explore.Merged));
            var more = campaigns.Sum(c => (long)c.Run);
            var run = more > 0 && !_settings.Explore.Merged.IsEmpty ? $"; {Words.Count(more, "run")} that they lack done now" : string.Empty;
            error.WriteLine($"{word}: {Words.Count(restored, "result")} taken from {from}{run}");
        }

        if (_invocation.Host.Interruption.HasCome)
        {
            var kept = Words.Count(restored + campaigns.Sum(c => (long)c.Run), "result");
            error.WriteLine($"interrupted: {kept} kept in {_shown}; give the same command again with --resume to go on");
        }
    }
}
