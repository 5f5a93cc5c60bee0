using System.Buffers.Binary;
using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Inspecting;
using Verifier.Binaries.Images.Reading;
using Verifier.Binaries.Tests.Building;

namespace Verifier.Fuzzing;

/// <summary>Driver files that something happened to: headers, directories, and the tables that they lead to.</summary>
internal sealed class PeImageFuzzer : IFuzzer
{
    private const long MostBytes = 512L << 20;
    private const int DirectoryCount = 16, DirectoryBytes = 8;
    private static readonly uint[] s_edges = [0, 1, 2, 7, 8, 0x7F, 0xFF, 0x1000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFF8, 0xFFFF_FFFF];

    private readonly byte[][] _samples = [ImageSamples.Full(), ImageSamples.Packed()];
    private int _tried;
    private int _passed;

    /// <summary>Makes sure that the samples are sound.</summary>
    public PeImageFuzzer() => Array.ForEach(_samples, sample => Use(PeFile.Parse(sample)));

    /// <inheritdoc/>
    public string Oracle => "A mutated image is read and inspected, or it is refused with one sentence; neither takes more than 512 MiB";

    /// <inheritdoc/>
    public string Note => FormattableString.Invariant($"{_passed * 100L / Math.Max(1, _tried)} % passed the header checks");

    /// <inheritdoc/>
    public string? TryOne(Random dice)
    {
        var mutant = Mutant(dice);
        _tried++;
        _passed += PassesHeaders(mutant) ? 1 : 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var problem = ProblemOf(mutant);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return problem ?? (bytes > MostBytes ? $"took {bytes >> 20} MiB" : null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }

    private static string? ProblemOf(byte[] mutant)
    {
        try
        {
            return Use(PeFile.Parse(mutant));
        }
        catch (BinaryException e)
        {
            return e.Message.Length > 0 && !e.Message.Contains('\n') ? null : "refused without a sentence";
        }
    }

    private static bool PassesHeaders(byte[] mutant)
    {
        try
        {
            var bytes = CheckedBytes.OfFile(mutant);
            _ = new SectionReader(bytes, HeaderReader.Read(bytes)).Read();
            return true;
        }
        catch (BinaryException)
        {
            return false;
        }
    }

    // What was read must be safe to use without another look.
    private static string? Use(PeFile image)
    {
        var inspection = ImageInspection.Of(image);
        return image.Relocations.Any(rva => rva > image.Layout.Length - sizeof(ulong)) ? "a relocation lies outside"
            : image.Imports.Any(i => i.SlotRva > image.Layout.Length - sizeof(ulong)) ? "an import slot lies outside"
            : image.Functions.Any(f => f.Begin >= f.End || f.End > image.Layout.Length) ? "a function lies outside"
            : inspection.Patches.Any(p => p.Rva + p.Length > image.Layout.Length) ? "a patch lies outside"
            : null;
    }

    private byte[] Mutant(Random dice)
    {
        var sample = _samples[dice.Next(_samples.Length)];
        if (dice.Next(16) == 0)
        {
            return Mutation.Of(sample, dice, _samples);
        }

        var mutant = (byte[])sample.Clone();
        for (var left = 1 + dice.Next(dice.Next(1, 9)); left > 0; left--)
        {
            Once(mutant, dice);
        }

        return mutant;
    }

    // Most accidents happen to tables: what the header checks refuse tries nothing else.
    private static void Once(byte[] mutant, Random dice)
    {
        switch (dice.Next(12))
        {
            case 0:
                Change(mutant, dice.Next(PeImageBuilder.FileHeader, PeImageBuilder.Directories), dice);
                break;
            case 1:
                Change(mutant, dice.Next(PeImageBuilder.SectionHeaders, 0x400), dice);
                break;
            case 2:
                Change(mutant, PeImageBuilder.Directories + (dice.Next(2 * DirectoryCount) * sizeof(uint)), dice);
                break;
            case 3:
                Swap(mutant, dice);
                break;
            case < 9:
                Change(mutant, InTable(mutant, dice), dice);
                break;
            default:
                Change(mutant, dice.Next(0x400, mutant.Length), dice);
                break;
        }
    }

    private static void Change(byte[] mutant, int at, Random dice)
    {
        if (dice.Next(3) == 0 || at > mutant.Length - sizeof(uint))
        {
            mutant[at] = (byte)dice.Next(256);
            return;
        }

        var word = mutant.AsSpan(at);
        var value = BinaryPrimitives.ReadUInt32LittleEndian(word);
        BinaryPrimitives.WriteUInt32LittleEndian(word, dice.Next(3) switch
        {
            0 => s_edges[dice.Next(s_edges.Length)],
            1 => unchecked(value + (uint)dice.Next(-64, 65)),
            _ => (uint)dice.Next(0x10000),
        });
    }

    // One table is taken for another.
    private static void Swap(byte[] mutant, Random dice)
    {
        var from = PeImageBuilder.Directories + (dice.Next(DirectoryCount) * DirectoryBytes);
        var to = PeImageBuilder.Directories + (dice.Next(DirectoryCount) * DirectoryBytes);
        mutant.AsSpan(from, DirectoryBytes).CopyTo(mutant.AsSpan(to));
    }

    // A byte of what a directory leads to; sections lie in the file in the order of their rvas.
    private static int InTable(byte[] mutant, Random dice)
    {
        var entry = mutant.AsSpan(PeImageBuilder.Directories + (dice.Next(DirectoryCount) * DirectoryBytes));
        var rva = BinaryPrimitives.ReadUInt32LittleEndian(entry) + (uint)dice.Next(1, 64);
        for (var header = PeImageBuilder.SectionHeaders; header < 0x400 - PeImageBuilder.SectionHeaderBytes; header += PeImageBuilder.SectionHeaderBytes)
        {
            var section = mutant.AsSpan(header);
            var offset = rva - BinaryPrimitives.ReadUInt32LittleEndian(section[12..]);
            var at = (long)BinaryPrimitives.ReadUInt32LittleEndian(section[20..]) + offset;
            if (offset < BinaryPrimitives.ReadUInt32LittleEndian(section[16..]) && at < mutant.Length)
            {
                return (int)at;
            }
        }

        return dice.Next(0x400, mutant.Length);
    }
}
