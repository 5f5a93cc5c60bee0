using System.Globalization;

namespace Verifier.Engine.Observation;

/// <summary>Neighbouring frames of a stack.</summary>
/// <param name="First">The first of them, from 0.</param>
/// <param name="Count">Their number.</param>
/// <param name="IsCounted">They repeat those before them and are not listed.</param>
public readonly record struct StackPart(int First, int Count, bool IsCounted)
{
    /// <summary>The line that stands for frames that are counted.</summary>
    public string CountText => string.Create(CultureInfo.InvariantCulture, $"… {Count} more of the same …");
}
