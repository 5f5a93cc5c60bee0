namespace Verifier.Reporting.Model;

/// <summary>Something that the driver held.</summary>
/// <param name="What">Kind, bytes and tag.</param>
/// <param name="Ddi">The DDI that handed it out; empty when the kernel did by itself.</param>
/// <param name="Place">Routine, file and line of the call; empty when not known.</param>
/// <param name="Operation">The operation during which it was acquired; empty outside of one.</param>
public sealed record HeldRow(string What, string Ddi, string Place, string Operation);
