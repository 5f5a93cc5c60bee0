using System.Collections.Immutable;
using Iced.Intel;

namespace Verifier.Binaries.Images.Decoding;

/// <summary>
/// Finds the large numbers that a driver compares four bytes with: among them are the signatures by which it knows the structures that
/// applications send. Who uses the list tries them out.
/// </summary>
internal static class BufferSignatures
{
    /// <summary>The most that are listed.</summary>
    public const int Most = 16;

    // Numbers below are sizes and counts.
    private const uint Smallest = 0x1_0000;

    // Numbers from here on are errors and small negative numbers (the severity of an NTSTATUS is in its upper bits).
    private const uint FirstError = 0x8000_0000;

    /// <summary>The numbers, ascending.</summary>
    /// <param name="image">The driver.</param>
    /// <param name="known">Numbers that are known to be something else.</param>
    /// <exception cref="BinaryException">Unwind information, which names entry points, is damaged.</exception>
    public static ImmutableArray<uint> Find(PeFile image, IReadOnlyCollection<uint> known)
    {
        var found = new SortedSet<uint>();
        CodeFinder.Walk(image, run =>
        {
            if (run[^1].Code is Code.Cmp_rm32_imm32 or Code.Cmp_EAX_imm32 && run[^1].Immediate32 is >= Smallest and < FirstError and var number)
            {
                found.Add(number);
            }
        });
        return [.. found.Except(known).Take(Most)];
    }
}
