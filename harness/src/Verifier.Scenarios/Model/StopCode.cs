namespace Verifier.Scenarios.Model;

/// <summary>A bug check code that a script names.</summary>
/// <param name="Value">The code.</param>
/// <param name="Text">The script's spelling, such as <c>DRIVER_VERIFIER_DETECTED_VIOLATION</c> or <c>0xC4</c>.</param>
public readonly record struct StopCode(uint Value, string Text);
