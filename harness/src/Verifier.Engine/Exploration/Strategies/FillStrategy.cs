using Verifier.Engine.Planning;

namespace Verifier.Engine.Exploration;

/// <summary>
/// <c>fill</c>: nothing is injected; uninitialised memory has other contents. Two runs: between the usual pattern, all zeros and all ones
/// every bit has both values, and a test for zero has both results.
/// </summary>
internal sealed class FillStrategy : IStrategy
{
    private static readonly byte[] Patterns = [0, 0xFF];

    public IEnumerable<ExploredCase> Begin() =>
        Patterns.Select(pattern => new ExploredCase(CaseKind.Fill, Variation.None with { Contents = new OtherContents(pattern, []) }));

    public IEnumerable<ExploredCase> After(ExploredCase done, CaseResult result) => [];
}
