namespace Verifier.Scenarios.Model;

/// <summary>An NTSTATUS value a script names.</summary>
/// <param name="Value">The value.</param>
/// <param name="Text">The script's spelling, such as <c>STATUS_NO_MEMORY</c> or <c>0xC0000017</c>.</param>
public readonly record struct StatusCode(uint Value, string Text)
{
    private const uint FirstWarning = 0x8000_0000;

    /// <summary>True for an error or a warning by its severity bits.</summary>
    public bool IsFailure => Value >= FirstWarning;
}
