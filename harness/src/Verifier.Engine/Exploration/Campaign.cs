using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Exploration;

/// <summary>
/// What is to be explored of one scenario with one driver, and what came of it: hands out cases, takes results in any order, and adds them
/// up the same way whatever the order was. Runs nothing itself: whoever owns time, threads and processes drives it. Not thread safe.
/// </summary>
public sealed class Campaign
{
    private readonly ImmutableArray<IStrategy> _strategies;
    private readonly ExploreSettings _settings;
    private readonly Shard _shard;
    private readonly Queue<ExploredCase> _waiting = new();
    private readonly Dictionary<string, ExploredCase> _known = [];
    private readonly Dictionary<string, CaseResult> _results = [];
    private long _taken;

    /// <summary>Plans what follows from the golden run.</summary>
    /// <param name="plan">The plan of the golden run.</param>
    /// <param name="settings">What to explore.</param>
    /// <param name="golden">The golden run.</param>
    public Campaign(Plan plan, ExploreSettings settings, GoldenRecord golden)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(golden);
        Plan = plan;
        Golden = golden;
        _settings = settings;
        _shard = settings.Shard;
        Points = [.. golden.Points.Where(p => !settings.Exclude.Contains(p.SiteId))];
        _strategies = [.. golden.IsStopped ? [] : StrategiesOf(settings)];
        foreach (var one in _strategies.SelectMany(s => s.Begin()))
        {
            if (IsMine(one))
            {
                Enqueue(one);
            }
        }
    }

    /// <summary>The plan of the golden run.</summary>
    public Plan Plan { get; }

    /// <summary>The golden run.</summary>
    public GoldenRecord Golden { get; }

    /// <summary>The fault points that are not excluded.</summary>
    public ImmutableArray<FaultPoint> Points { get; }

    /// <summary>True if this campaign is only a part of the exploration.</summary>
    public bool IsSharded => _shard.Count > 1;

    /// <summary>Cases known so far.</summary>
    public int Known => _known.Count;

    /// <summary>Cases with a result.</summary>
    public int Done => _results.Count;

    /// <summary>True if every known case is done or out of budget.</summary>
    public bool IsOver => _results.Count >= _taken && !CanTake;

    private bool CanTake => _waiting.Count > 0 && !(_taken >= _settings.BudgetRuns) && !IsClosed;

    /// <summary>True if no further case is handed out.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The next case to run; false if there is none now. There may be later, while results are outstanding.</summary>
    public bool TryTake(out ExploredCase? one)
    {
        one = CanTake ? _waiting.Dequeue() : null;
        _taken += one is null ? 0 : 1;
        return one is not null;
    }

    /// <summary>Takes a result; one that is known already changes nothing.</summary>
    /// <exception cref="ArgumentException">No such case was planned.</exception>
    public void Accept(CaseResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (!_known.TryGetValue(result.Key, out var done))
        {
            throw new ArgumentException($"There is no case {result.Key} in this campaign.", nameof(result));
        }

        if (!_results.TryAdd(result.Key, result))
        {
            return;
        }

        foreach (var more in _strategies.SelectMany(s => s.After(done, result)))
        {
            Enqueue(more);
        }
    }

    /// <summary>Ends the handing out of cases: the time is over, or the user has interrupted.</summary>
    public void Close() => IsClosed = true;

    /// <summary>All that came of it so far.</summary>
    public CampaignOutcome Outcome() => OutcomeReckoning.Of(this, _known.Values, _results, LimitsFound);

    private ImmutableArray<LimitFound> LimitsFound => [.. _strategies.OfType<ExhaustStrategy>().SelectMany(s => s.Found)];

    private IEnumerable<IStrategy> StrategiesOf(ExploreSettings settings)
    {
        var wanted = settings.Strategies;
        var isEach = wanted.HasFlag(ExploreStrategies.Each);
        var isSecond = wanted.HasFlag(ExploreStrategies.Second);
        if (isEach || isSecond || wanted.HasFlag(ExploreStrategies.Stacks))
        {
            yield return new PointStrategy(Points, CaseKind.Each, onlyRepresentatives: !isEach && !isSecond, findsMore: isSecond);
        }

        if (wanted.HasFlag(ExploreStrategies.Persistent))
        {
            yield return new PointStrategy(Points, CaseKind.Persistent, onlyRepresentatives: false, findsMore: false);
        }

        if (isSecond)
        {
            yield return new SecondStrategy();
        }

        if (wanted.HasFlag(ExploreStrategies.Random))
        {
            yield return new RandomStrategy(settings.Probability, settings.Repeats, settings.Seed ?? Plan.Seed);
        }

        if (wanted.HasFlag(ExploreStrategies.Exhaust))
        {
            yield return new ExhaustStrategy(Plan.Profile);
        }

        if (wanted.HasFlag(ExploreStrategies.Fill))
        {
            yield return new FillStrategy();
        }

        if (settings.Advises)
        {
            yield return new EconomyStrategy();
        }
    }

    // By name, not by position: the same on every machine, whatever else is explored. What follows from a case stays with it.
    private bool IsMine(ExploredCase one) =>
        _shard.Count == 1 || (int)(StableHash.Spread(StableHash.Of(one.Key)) % (ulong)_shard.Count) == _shard.Index - 1;

    private void Enqueue(ExploredCase one)
    {
        if (_known.TryAdd(one.Key, one))
        {
            _waiting.Enqueue(one);
        }
    }
}
