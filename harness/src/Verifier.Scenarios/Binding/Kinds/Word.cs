namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>A word of the language.</summary>
/// <typeparam name="T">Type of its value.</typeparam>
/// <param name="Text">The word as a script spells it.</param>
/// <param name="Value">What it stands for.</param>
/// <param name="Description">What it means: one sentence.</param>
internal sealed record Word<T>(string Text, T Value, string Description);
