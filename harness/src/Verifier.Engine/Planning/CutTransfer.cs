namespace Verifier.Engine.Planning;

/// <summary>A read or write that transfers only its first bytes.</summary>
/// <param name="Id">The operation.</param>
/// <param name="Bytes">How many.</param>
public readonly record struct CutTransfer(OperationId Id, int Bytes);
