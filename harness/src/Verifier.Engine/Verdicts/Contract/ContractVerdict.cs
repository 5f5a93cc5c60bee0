namespace Verifier.Engine.Verdicts;

/// <summary>The first breach of the contract, if there is one, and how many operations absorbed or propagated a fault.</summary>
internal sealed record ContractVerdict(Finding? Breach, int Absorbed, int Propagated);
