namespace Verifier.History;

/// <summary>Advice on how a driver could use memory better. Never a failure.</summary>
/// <param name="Driver">Name of the driver.</param>
/// <param name="Scenario">The scenario that showed it.</param>
/// <param name="Kind">The kind of advice: the name of an <see cref="Engine.Economy.AdviceKind"/>, in lower case with hyphens.</param>
/// <param name="Site">The allocation site in words; empty when it is about the driver as a whole.</param>
/// <param name="Text">One or two sentences with the numbers.</param>
/// <param name="Bytes">Bytes at stake; 0 where it is not about bytes.</param>
/// <param name="Source">The title of the public page that the rule comes from.</param>
public sealed record AdviceRow(string Driver, string Scenario, string Kind, string Site, string Text, ulong Bytes, string Source);
