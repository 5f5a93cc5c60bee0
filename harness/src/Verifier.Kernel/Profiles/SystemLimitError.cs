namespace Verifier.Kernel;

/// <summary>The reason why a limit was refused.</summary>
/// <param name="Key">The script key it belongs to, for example <c>nonpaged-pool</c>.</param>
/// <param name="Text">One sentence with the value, the bound and, where it helps, the way out.</param>
public sealed record SystemLimitError(string Key, string Text);
