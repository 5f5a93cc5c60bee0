using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Workers.Supervising;

namespace Verifier.Workers.Asking;

/// <summary>The progress of a batch of cases, over all the workers that it takes.</summary>
/// <param name="cases">The cases.</param>
/// <param name="accept">Gets each result, in order and once.</param>
/// <param name="breaker">The breaker of the driver.</param>
internal sealed class CaseBatch(IReadOnlyList<ExploredCase> cases, Action<CaseResult> accept, DriverBreaker breaker)
{
    private int? _lost;

    /// <summary>The cases.</summary>
    public IReadOnlyList<ExploredCase> Cases => cases;

    /// <summary>The breaker of the driver.</summary>
    public DriverBreaker Breaker => breaker;

    /// <summary>The first case without a result.</summary>
    public int Next { get; private set; }

    /// <summary>That case.</summary>
    public ExploredCase Current => cases[Next];

    /// <summary>The end of the part that is asked for at one time: before a case that lost its worker, and behind it.</summary>
    public int End => _lost is not { } lost ? cases.Count : IsAlone ? lost + 1 : lost;

    /// <summary>True if the next case is one that has lost its worker.</summary>
    public bool IsAlone => Next == _lost;

    /// <summary>The variation that the worker says the next case runs in; null while it has not.</summary>
    public Variation? Variation { get; set; }

    /// <summary>True if every case has a result.</summary>
    public bool IsOver => Next == cases.Count;

    /// <summary>A result without a verdict.</summary>
    public static CaseResult Unjudged(ExploredCase one, string why) =>
        new() { Key = one.Key, Verdict = CaseVerdict.Inconclusive, Problem = why };

    /// <summary>The next case has its result.</summary>
    public void Accept(CaseResult result)
    {
        accept(result);
        Next++;
    }

    /// <summary>A worker was lost in a case.</summary>
    /// <param name="run">Number of cases behind the next one: answers on the way are lost with the worker.</param>
    public void LoseWorker(int run)
    {
        _lost = Next + run;
        Variation = null;
    }

    /// <summary>The part that was asked for is done; if it was one case alone, it has its result now.</summary>
    public void EndPart()
    {
        if (Next > _lost)
        {
            _lost = null;
        }
    }

    /// <summary>All that is left has no verdict.</summary>
    public void GiveUp(string? why)
    {
        while (!IsOver)
        {
            Accept(Unjudged(Current, why ?? string.Empty));
        }
    }
}
