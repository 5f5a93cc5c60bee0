using Iced.Intel;

namespace Verifier.Binaries.Images.Decoding;

/// <summary>Called for each instruction that is found.</summary>
/// <param name="run">
/// The instructions up to it, as they stand one after another, at most <see cref="CodeFinder.LongestRun"/>; it is the last. Addresses are rvas.
/// </param>
internal delegate void InstructionVisitor(ReadOnlySpan<Instruction> run);
