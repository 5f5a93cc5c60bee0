using Verifier.Cli.Exploring;
using Verifier.Cli.Host;
using Verifier.Cli.Logging;
using Verifier.Cli.Running;
using Verifier.Cli.Text;
using Verifier.History;
using Verifier.History.Converting;
using Verifier.Reporting.Reading;

namespace Verifier.Cli.Nightly;

/// <summary>
/// Puts the results of each target into the history as soon as they are there, from any thread: they are on the disk before the target is
/// reported as done. Results that are there already are left as they are.
/// </summary>
internal sealed class NightRecorder(Invocation invocation, HistoryStore history, long night, SourceTree? sources)
{
    private readonly Lock _oneAtATime = new();
    private readonly HashSet<(string Driver, string Fingerprint)> _expected = [];
    private bool _isClosed;

    /// <summary>Keeps a run.</summary>
    /// <exception cref="CliException">The history cannot be written.</exception>
    public void Keep(NightRun run) => Keep(run.Batch);

    /// <summary>Keeps an exploration, as far as it came.</summary>
    /// <exception cref="CliException">The history cannot be written.</exception>
    public void Keep(CampaignRecord campaign) => Keep(
        campaign.Outcome is { } outcome
            ? CampaignRows.Of(
                campaign.Target.Golden, campaign.Target.Settings, outcome, campaign.Verdict.Word(), campaign.Problem, outcome.Economy?.Advice ?? default)
            : PlainRunRows.Without(campaign.Target.Golden, TargetMode.Explore, campaign.Verdict == Verdict.Error, campaign.Problem ?? "not explored"));

    /// <summary>True if any script of the night so far expects a finding. Planted defects show in other scenarios too.</summary>
    public bool IsExpected(string driver, string fingerprint)
    {
        lock (_oneAtATime)
        {
            return _expected.Contains((driver, fingerprint));
        }
    }

    /// <summary>Keeps nothing more: jobs that were left behind may still come.</summary>
    public void Close()
    {
        lock (_oneAtATime)
        {
            _isClosed = true;
        }
    }

    private void Keep(NightBatch batch)
    {
        lock (_oneAtATime)
        {
            _expected.UnionWith(batch.Findings.Where(f => f.Finding.IsExpected).Select(f => (f.Finding.Driver, f.Finding.Fingerprint)));
            if (!_isClosed && IsAdded(batch) && invocation.Verbosity >= Verbosity.Detailed)
            {
                var target = batch.Target;
                var what = target.Mode == TargetMode.Run ? "run" : "explored";
                invocation.Host.Error.WriteLine(
                    Printable.Line(FormattableString.Invariant($"night {night}: kept: {target.Scenario} with {target.Driver}, {what}: {target.Verdict}")));
            }
        }
    }

    private bool IsAdded(NightBatch batch)
    {
        try
        {
            return history.Add(night, sources is null ? batch : SourceKeeper.Keep(batch, sources));
        }
        catch (HistoryException e)
        {
            throw HistoryFile.Problem(e);
        }
    }
}
