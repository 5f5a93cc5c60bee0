using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Verifier.Workers.Drafting;

/// <summary>What became of a workload that was tried out.</summary>
internal sealed record ProbeAnswer
{
    /// <summary>Its operations, in the order in which they were done.</summary>
    public ImmutableArray<ProbedOperation> Operations { get; init; } = [];

    /// <summary>Names of devices and symbolic links, in the order in which they came to be.</summary>
    public ImmutableArray<ProbedName> Names { get; init; } = [];

    /// <summary>The fault sites that it came to.</summary>
    public ImmutableArray<ulong> Sites { get; init; } = [];

    /// <summary>Why the machine stopped; null when it did not.</summary>
    public string? Stop { get; init; }

    /// <summary>It stopped since nothing went on.</summary>
    public bool IsHang { get; init; }

    /// <summary>What the driver came to that is not modelled; null when that did not end the run.</summary>
    public string? Unmodelled { get; init; }

    /// <summary>Titles of what the driver did wrong.</summary>
    public ImmutableArray<string> Findings { get; init; } = [];
}

/// <summary>An operation that was tried out.</summary>
/// <param name="Word">The script's word for it.</param>
/// <param name="IsDone">It ran to its end.</param>
/// <param name="Status">Its NTSTATUS; null when it has none.</param>
/// <param name="IsSuccess">Its status, if it has one, is a success.</param>
/// <param name="Called">The driver called the kernel during it.</param>
internal sealed record ProbedOperation(string Word, bool IsDone, uint? Status, bool IsSuccess, bool Called);

/// <summary>A name that the driver gave.</summary>
/// <param name="Name">The name.</param>
/// <param name="Target">What a symbolic link stands for; null for a device.</param>
internal sealed record ProbedName(string Name, string? Target);

/// <summary>Answers as JSON.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ProbeAnswer))]
internal sealed partial class ProbeJson : JsonSerializerContext;
