using Serilog;
using Verifier.Cli.Exploring.Journal;
using Verifier.Cli.Host;
using Verifier.Cli.Running;
using Verifier.Engine.Exploration;
using Verifier.Kernel;
using Verifier.Workers;
using Verifier.Workers.Running;

namespace Verifier.Cli.Exploring;

/// <summary>
/// Works on campaigns with several jobs: each begins one of its own as long as there are any, then all help with what is left. What comes
/// out does not depend on the number of jobs.
/// </summary>
internal sealed class CampaignBatch(
    CliHost host,
    CaseRunners runners,
    ILogger? log,
    IReadOnlyList<CampaignInProgress> campaigns,
    JournalContent? before,
    JournalWriter journal)
{
    // Long enough that handing out costs nothing, short enough that jobs end together.
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);
    private const int FirstBatch = 4;
    private const int LargestBatch = 1024;

    /// <summary>Gets each campaign as soon as it is over, from the job that saw it; none that was ended early.</summary>
    public Action<CampaignRecord>? Closed { get; init; }

    private readonly object _gate = new();
    private bool _isOver;
    private int _jobs = 1;

    /// <summary>Explores until all is done, or the program is asked to end.</summary>
    public void Run(int jobs, ProgressDisplay progress)
    {
        _jobs = jobs;
        try
        {
            JobThreads.Run(jobs, Work, () => Show(progress), host.Interruption);
        }
        finally
        {
            // A job that is left behind changes nothing any more.
            lock (_gate)
            {
                _isOver = true;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void Show(ProgressDisplay progress)
    {
        lock (_gate)
        {
            var over = campaigns.Count(c => c.Record is not null);
            var where = campaigns.Count > 1 ? FormattableString.Invariant($"; {over} of {Counted.Of(campaigns.Count, "campaign")}") : string.Empty;
            var known = campaigns.Sum(c => c.Run + Math.Max(0, c.Left));
            progress.Show(campaigns.Sum(c => (long)c.Run), known, Whole(known), where);
        }
    }

    // What is not begun is taken for as large as the others are.
    private long? Whole(long known)
    {
        var begun = campaigns.Count(c => c.Campaign is not null);
        var ahead = campaigns.Count(c => !c.IsBegun);
        return ahead == 0 ? known : begun == 0 ? null : known + (known / begun * ahead);
    }

    private void Work()
    {
        ICaseRunner? runner = null;
        try
        {
            CampaignInProgress? mine = null;
            while (Next(mine) is var (campaign, cases))
            {
                if (campaign.IsClosing)
                {
                    Close(campaign);
                    continue;
                }

                mine = campaign;
                runner ??= runners.New();
                if (!Do(runner, campaign, cases))
                {
                    runner.Dispose();
                    runner = null;
                }
            }
        }
        catch
        {
            End();
            throw;
        }
        finally
        {
            runner?.Dispose();
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _isOver = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Close(CampaignInProgress campaign)
    {
        var record = CampaignRecord.Of(campaign);
        Closed?.Invoke(record);
        lock (_gate)
        {
            campaign.Record = record;
        }
    }

    // No cases: the golden run, or all that is left is to close it.
    private (CampaignInProgress Campaign, List<ExploredCase> Cases)? Next(CampaignInProgress? mine)
    {
        lock (_gate)
        {
            while (!_isOver && !host.Interruption.HasCome)
            {
                if (mine is not null && CasesOf(mine) is { Count: > 0 } more)
                {
                    return (mine, more);
                }

                if (campaigns.FirstOrDefault(c => c.IsOver && !c.IsClosing) is { } over)
                {
                    over.IsClosing = true;
                    return (over, []);
                }

                if (campaigns.FirstOrDefault(c => !c.IsBegun) is { } next)
                {
                    next.IsBegun = true;
                    return (next, []);
                }

                foreach (var other in campaigns)
                {
                    if (CasesOf(other) is { Count: > 0 } cases)
                    {
                        return (other, cases);
                    }
                }

                if (campaigns.All(c => c.IsOver))
                {
                    return null;
                }

                Monitor.Wait(_gate, LookInterval);
            }

            return null;
        }
    }

    private List<ExploredCase> CasesOf(CampaignInProgress campaign)
    {
        if (campaign.Campaign is null || campaign.Failure is not null)
        {
            return [];
        }

        var fair = (campaign.Left + _jobs - 1) / _jobs;
        var quick = campaign.Run == 0 ? FirstBatch : BatchTime / (campaign.Spent / campaign.Run);
        return campaign.Take((int)Math.Clamp(Math.Min(fair, quick), 1, LargestBatch));
    }

    private bool Do(ICaseRunner runner, CampaignInProgress campaign, List<ExploredCase> cases)
    {
        var start = host.Clock.GetTimestamp();
        try
        {
            if (campaign.Campaign is null)
            {
                Begin(campaign, runner.Record(campaign.Target, host.Interruption.Token));
            }
            else
            {
                using var stop = campaign.NewStop(host.Interruption.Token);
                runner.Try(campaign.Target, cases, result => Accept(campaign, result), stop.Token);
                Conclude(campaign, cases, stop.IsCancellationRequested ? null : "the run came to no result", host.Clock.GetElapsedTime(start));
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            Conclude(campaign, cases, problem: null, host.Clock.GetElapsedTime(start));
            return true;
        }
        catch (TargetException e)
        {
            Fail(campaign, e);
            return false;
        }
#pragma warning disable CA1031 // a campaign that breaks the harness must not take the others with it: it becomes an error that says so
        catch (Exception e) when (e is not (InsufficientMemoryException or CliException))
#pragma warning restore CA1031
        {
            var (scenario, driver) = (campaign.Target.Golden.Scenario.Name, campaign.Target.Driver.Name);
            log?.Error(e, "Exploring {Scenario} with {Driver} broke the harness", scenario, driver);
            Fail(campaign, new TargetException(RefusalReason.Harness, $"internal error: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}"));
            return false;
        }
    }

    private void Begin(CampaignInProgress campaign, GoldenRecord golden)
    {
        var hash = $"{golden.TraceHash:x16}";
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            if (before?.GoldenOf(campaign.Number) is { } then && then != hash)
            {
                var place = $"{campaign.Target.Script.Path} with {campaign.Target.Driver.Name}";
                throw CliException.Usage(
                    $"the golden run of {place} is not the one that the journal was begun with: trace {then} then, {hash} now; "
                    + "start anew without --resume");
            }

            if (before?.GoldenOf(campaign.Number) is null)
            {
                journal.AddGolden(campaign.Number, hash);
            }

            campaign.Begin(golden, host.Clock);
            Monitor.PulseAll(_gate);
        }
    }

    private void Accept(CampaignInProgress campaign, CaseResult result)
    {
        lock (_gate)
        {
            if (!_isOver && campaign.Accept(result))
            {
                journal.Add(campaign.Number, result);
                Monitor.PulseAll(_gate);
            }
        }
    }

    // With a problem, what has no result gets one that is inconclusive, but not into the journal: it may be tried again.
    private void Conclude(CampaignInProgress campaign, List<ExploredCase> cases, string? problem, TimeSpan spent)
    {
        lock (_gate)
        {
            campaign.Spent += spent;
            foreach (var one in _isOver ? [] : campaign.WithoutResult(cases))
            {
                if (problem is null)
                {
                    campaign.GiveBack(one);
                }
                else
                {
                    campaign.Accept(new CaseResult { Key = one.Key, Verdict = CaseVerdict.Inconclusive, Problem = problem });
                }
            }

            Monitor.PulseAll(_gate);
        }
    }

    private void Fail(CampaignInProgress campaign, TargetException failure)
    {
        lock (_gate)
        {
            campaign.Failure ??= failure;
            Monitor.PulseAll(_gate);
        }
    }
}
