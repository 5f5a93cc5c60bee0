using System.Globalization;

namespace Verifier.History;

/// <summary>
/// A fault point by names, so that it is the same point in another build of the driver: no IL offset, no line, no ordinal.
/// </summary>
/// <param name="Function">
/// The driver's routine that calls, with its type: <c>SwapArray.DispatchWrite</c>; empty if no frame is known.
/// </param>
/// <param name="Ddi">The DDI that can fail.</param>
/// <param name="Tag">Its pool tag; empty for a DDI without one.</param>
/// <param name="Order">The how-manieth such call of the run it is, 1-based.</param>
public sealed record PointKey(string Function, string Ddi, string Tag, int Order)
{
    /// <summary>As tables show it: <c>SwapArray.DispatchWrite ExAllocatePool2 'Swap' #2</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Function.Length == 0 ? "(no driver frame)" : Function)} {Ddi}{(Tag.Length == 0 ? string.Empty : $" '{Tag}'")} #{Order}");
}
