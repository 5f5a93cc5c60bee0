using System.Numerics;
using Verifier.Engine.Exploration;
using Verifier.Workers;
using Verifier.Workers.Running;

namespace Verifier.Cli.Exploring;

/// <summary>
/// A campaign that jobs work on. It takes results in the order in which its cases were handed out, whatever the order in which they came:
/// so which cases become known, and which fit a budget of runs, does not depend on the number of jobs, nor on where an earlier invocation
/// ended. Not thread safe: whoever hands out work has the lock.
/// </summary>
/// <param name="target">What is explored.</param>
/// <param name="number">Its place among the targets.</param>
/// <param name="journalled">Results that an earlier invocation left; by case.</param>
internal sealed class CampaignInProgress(ExplorationTarget target, int number, IReadOnlyDictionary<string, CaseResult> journalled)
    : IDisposable
{
    private const int FirstOfSample = 8;

    private readonly Queue<string> _order = new();
    private readonly Dictionary<string, CaseResult> _arrived = [];
    private readonly HashSet<string> _outstanding = [];
    private CancellationTokenSource? _time;
    private long _taken;

    /// <summary>What is explored.</summary>
    public ExplorationTarget Target => target;

    /// <summary>Its place among the targets.</summary>
    public int Number => number;

    /// <summary>The campaign; null until its golden run is there.</summary>
    public Campaign? Campaign { get; private set; }

    /// <summary>True if a job has begun with the golden run.</summary>
    public bool IsBegun { get; set; }

    /// <summary>
    /// Cases to do again when all is over: the first few, and then each whose number is a power of two: all of few, few of many, and always
    /// the same. Of those that were run now only.
    /// </summary>
    public List<ExploredCase> Sample { get; } = [];

    /// <summary>The reason why it could not go on, and the party at fault; null when it could.</summary>
    public TargetException? Failure { get; set; }

    /// <summary>Cases that were run now.</summary>
    public int Run { get; private set; }

    /// <summary>Cases whose results came from the journal.</summary>
    public int Restored { get; private set; }

    /// <summary>Time that jobs spent on cases, all together.</summary>
    public TimeSpan Spent { get; set; }

    /// <summary>True if a job has begun to close it.</summary>
    public bool IsClosing { get; set; }

    /// <summary>What came of it, once it is closed.</summary>
    public CampaignRecord? Record { get; set; }

    /// <summary>True if all work is done.</summary>
    public bool IsOver => Failure is not null || (Campaign is not null && _outstanding.Count == 0 && !HasMore);

    /// <summary>Runs that are planned so far and fit the budget.</summary>
    public long Planned => Campaign is null ? 0 : Math.Min(Campaign.Known, target.Settings.BudgetRuns ?? long.MaxValue);

    /// <summary>Runs that are not done yet, as far as known.</summary>
    public long Left => Planned - Run - Restored;

    /// <summary>True if cases are left that could be handed out once they are known.</summary>
    private bool HasMore { get; set; }

    /// <summary>Begins, and starts the clock of its budget.</summary>
    public void Begin(GoldenRecord golden, TimeProvider clock)
    {
        Campaign = new Campaign(target.Golden, target.Settings, golden);
        HasMore = true;
        if (target.Settings.BudgetTime is { } time)
        {
            _time = new CancellationTokenSource(time, clock);
        }
    }

    /// <summary>Stops its runs: at the end of its time, or of the whole invocation.</summary>
    public CancellationTokenSource NewStop(CancellationToken all) =>
        CancellationTokenSource.CreateLinkedTokenSource(all, _time?.Token ?? default);

    /// <summary>The next cases to run, at most so many; none if there are none now.</summary>
    public List<ExploredCase> Take(int most)
    {
        var cases = new List<ExploredCase>();
        if (_time?.IsCancellationRequested == true)
        {
            Campaign!.Close();
        }

        while (cases.Count < most && Campaign!.TryTake(out var one))
        {
            _order.Enqueue(one!.Key);
            if (journalled.TryGetValue(one.Key, out var result))
            {
                Restored++;
                Arrive(result);
            }
            else
            {
                _outstanding.Add(one.Key);
                cases.Add(one);
                if (++_taken <= FirstOfSample || BitOperations.IsPow2(_taken))
                {
                    Sample.Add(one);
                }
            }
        }

        // A result that is outstanding may make more known.
        HasMore = cases.Count > 0 || _outstanding.Count > 0;
        return cases;
    }

    /// <summary>A case was run.</summary>
    /// <returns>False for a case that nobody was asked to run.</returns>
    public bool Accept(CaseResult result)
    {
        if (!_outstanding.Remove(result.Key))
        {
            return false;
        }

        Run++;
        HasMore = true;
        Arrive(result);
        return true;
    }

    /// <summary>Cases that were handed out, but not run.</summary>
    public List<ExploredCase> WithoutResult(IEnumerable<ExploredCase> cases) => [.. cases.Where(one => _outstanding.Contains(one.Key))];

    /// <summary>A case was not run because it was stopped: nothing more is handed out.</summary>
    public void GiveBack(ExploredCase one)
    {
        _outstanding.Remove(one.Key);
        Campaign!.Close();
    }

    /// <summary>What came of it, all results that there are included.</summary>
    public CampaignOutcome Outcome()
    {
        foreach (var result in _arrived.Values)
        {
            Campaign!.Accept(result);
        }

        _arrived.Clear();
        return Campaign!.Outcome();
    }

    /// <inheritdoc/>
    public void Dispose() => _time?.Dispose();

    private void Arrive(CaseResult result)
    {
        _arrived.Add(result.Key, result);
        while (_order.TryPeek(out var next) && _arrived.Remove(next, out var first))
        {
            _order.Dequeue();
            Campaign!.Accept(first);
        }
    }
}
