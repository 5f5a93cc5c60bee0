namespace Verifier.Engine.Economy;

/// <summary>A way in which a driver could use memory better. Advice, never a failure. Plain data.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Site">The allocation site in words; empty when it is about the driver as a whole.</param>
/// <param name="Text">One or two sentences with the numbers.</param>
/// <param name="Bytes">Bytes at stake; 0 where it is not about bytes. What advice is sorted by.</param>
/// <param name="Source">The title of the public page that the rule comes from.</param>
public sealed record Advice(AdviceKind Kind, string Site, string Text, ulong Bytes, string Source);
