using System.Buffers.Binary;
using System.Collections;
using Iced.Intel;

namespace Verifier.Binaries.Images.Decoding;

/// <summary>
/// Finds out whether a driver may read the bytes of sections that are discarded after DriverEntry: whether anything in the image makes an
/// address in one of them. Calls and jumps make none. In doubt it may.
/// </summary>
internal sealed class DiscardedReferences
{
    // A damaged image may be all code that is not decoded; searching it would take seconds.
    private const int MostUnknown = 1 << 20;

    // What an instruction may have behind its displacement: an immediate of so many bytes.
    private static readonly int[] s_immediateBytes = [0, 1, 2, 4];

    private readonly PeFile _image;
    private readonly uint _endOfHeaders;
    private readonly BitArray _decoded;
    private bool _isFound;

    private DiscardedReferences(PeFile image)
    {
        _image = image;
        _endOfHeaders = image.Sections.IsEmpty ? uint.MaxValue : image.Sections[0].Rva;
        _decoded = new BitArray(image.Layout.Length);
    }

    /// <summary>True if there is an instruction, a relocated pointer or an export by which the driver may reach the bytes.</summary>
    /// <exception cref="BinaryException">Unwind information, which names entry points, is damaged.</exception>
    public static bool Exist(PeFile image)
    {
        var search = new DiscardedReferences(image);
        CodeFinder.Walk(image, run => search.Look(run[^1]));
        return search._isFound || image.Exports.Any(e => search.Leads(e.Rva)) || image.Relocations.Any(search.Points) || search.AnyInUnknownCode();
    }

    // The image base leads everywhere: rvas are added to it.
    private bool Leads(long rva) => rva >= 0 && (rva < _endOfHeaders || (rva < _image.Layout.Length && _image.SectionAt((uint)rva) is { IsDiscardable: true }));

    private bool Points(uint rva) => Leads(unchecked((long)(BinaryPrimitives.ReadUInt64LittleEndian(_image.Layout.AsSpan((int)rva)) - _image.PreferredBase)));

    private void Look(in Instruction instruction)
    {
        _isFound |= instruction.IsIPRelativeMemoryOperand && Leads((long)instruction.IPRelativeMemoryAddress);
        for (var at = (int)instruction.IP; at < (int)instruction.NextIP && at < _decoded.Length; at++)
        {
            _decoded[at] = true;
        }
    }

    // Functions without unwind data that only pointers lead to are not decoded: each four bytes there may be a displacement.
    private bool AnyInUnknownCode()
    {
        var left = MostUnknown;
        foreach (var section in _image.Sections.Where(s => s.IsExecutable))
        {
            var end = Math.Min(section.End, (uint)_image.Layout.Length) - sizeof(int);
            for (long at = section.Rva; at <= end; at++)
            {
                if (!_decoded[(int)at] && (--left < 0 || MayBeDisplacement((int)at)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool MayBeDisplacement(int at)
    {
        var behind = at + sizeof(int) + (long)BinaryPrimitives.ReadInt32LittleEndian(_image.Layout.AsSpan(at));
        return s_immediateBytes.Any(immediate => Leads(behind + immediate));
    }
}
