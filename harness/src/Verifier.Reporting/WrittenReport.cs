using System.Collections.Immutable;

namespace Verifier.Reporting;

/// <summary>What was written.</summary>
/// <param name="Files">The files, the page first.</param>
/// <param name="Warnings">What the reader should know of them, one sentence each.</param>
public sealed record WrittenReport(ImmutableArray<WrittenFile> Files, ImmutableArray<string> Warnings);
