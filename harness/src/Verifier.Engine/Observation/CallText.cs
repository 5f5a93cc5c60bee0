using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>A resource request in words, as findings say it: <c>ExAllocatePoolWithTag (32 bytes, tag 'Note')</c>.</summary>
internal static class CallText
{
    /// <summary>The routine, with size and tag where the request has them.</summary>
    /// <param name="ddi">Name of the routine.</param>
    /// <param name="size">Bytes asked for.</param>
    /// <param name="tag">Pool tag.</param>
    public static string Of(string ddi, ulong? size, string? tag)
    {
        var bytes = size is { } s ? Counted.Of(s, "byte") : null;
        var details = string.Join(", ", new[] { bytes, tag is null ? null : $"tag '{tag}'" }.Where(text => text is not null));
        return details.Length > 0 ? $"{ddi} ({details})" : ddi;
    }
}
