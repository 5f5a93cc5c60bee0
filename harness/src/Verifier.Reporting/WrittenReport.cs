using System.Collections.Immutable;

namespace Verifier.Reporting;

/// <summary>The files that were written.</summary>
/// <param name="Files">The files, the page first.</param>
/// <param name="Warnings">Warnings about them, one sentence each.</param>
public sealed record WrittenReport(ImmutableArray<WrittenFile> Files, ImmutableArray<string> Warnings);
