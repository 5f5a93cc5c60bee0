using Verifier.Engine.Planning;

namespace Verifier.Engine.Exploration;

/// <summary>The advice on memory as a case like any other, so that it takes its turn in workers, journals and budgets.</summary>
internal sealed class EconomyStrategy : IStrategy
{
    public IEnumerable<ExploredCase> Begin() => [new ExploredCase(CaseKind.Economy, Variation.None)];

    public IEnumerable<ExploredCase> After(ExploredCase done, CaseResult result) => [];
}
