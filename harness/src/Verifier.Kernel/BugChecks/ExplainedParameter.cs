namespace Verifier.Kernel;

/// <summary>One parameter of an explained bug check.</summary>
/// <param name="Number">1 to 4.</param>
/// <param name="Label">The name of the parameter.</param>
/// <param name="Kind">The kind of value it holds.</param>
/// <param name="Text">The value as a person reads it, or null where only the code was asked about.</param>
public sealed record ExplainedParameter(int Number, string Label, ValueKind Kind, string? Text);
