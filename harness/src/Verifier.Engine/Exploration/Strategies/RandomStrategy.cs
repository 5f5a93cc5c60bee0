using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Exploration;

/// <summary><c>random</c>: a dice for every call, so many runs, each with the next seed.</summary>
internal sealed class RandomStrategy(Rate chance, int repeats, ulong firstSeed) : IStrategy
{
    public IEnumerable<ExploredCase> Begin()
    {
        for (var i = 0; i < repeats; i++)
        {
            var seed = unchecked(firstSeed + (ulong)i);
            yield return new ExploredCase(CaseKind.Random, Variation.None with { Dice = new ThrownDice(chance, seed) });
        }
    }

    public IEnumerable<ExploredCase> After(ExploredCase done, CaseResult result) => [];
}
