using System.Collections.Immutable;
using Verifier.Binaries.Images.Reading;

namespace Verifier.Binaries.Images.Unwinding;

/// <summary>Reads one UNWIND_INFO.</summary>
internal sealed class UnwindReader(byte[] layout, uint rva)
{
    private const int HeaderBytes = 4, SlotBytes = 2, ExceptionHandler = 1, TerminationHandler = 2, ChainedInfo = 4;
    private const string Part = "unwind information";

    private readonly CheckedBytes _image = CheckedBytes.OfImage(layout);
    private readonly ImmutableArray<UnwindCode>.Builder _codes = ImmutableArray.CreateBuilder<UnwindCode>();
    private readonly ImmutableArray<uint>.Builder _epilogs = ImmutableArray.CreateBuilder<uint>();
    private int _slots;
    private int _slot;
    private byte? _epilogBytes;

    /// <summary>Reads it.</summary>
    public UnwindInfo Read()
    {
        var version = _image.U8(rva, Part) & 7;
        var flags = _image.U8(rva, Part) >> 3;
        var frame = _image.U8(rva + 3L, Part);
        _slots = _image.U8(rva + 2L, Part);
        if (version is not (1 or 2))
        {
            throw Unknown($"has version {version}, but only 1 and 2 are known");
        }

        ReadCodes(version);
        var hasHandler = (flags & (ExceptionHandler | TerminationHandler)) != 0;
        var isChained = (flags & ChainedInfo) != 0;
        var rest = (uint)(rva + HeaderBytes + (((_slots + 1) & ~1) * SlotBytes));
        return new UnwindInfo
        {
            HasExceptionHandler = (flags & ExceptionHandler) != 0 && !isChained,
            HasTerminationHandler = (flags & TerminationHandler) != 0 && !isChained,
            PrologBytes = _image.U8(rva + 1L, Part),
            FrameRegister = frame & 0xF,
            FrameOffset = (uint)(frame >> 4) * 16,
            Codes = _codes.ToImmutable(),
            EpilogBytes = _epilogBytes ?? 0,
            EpilogOffsets = _epilogs.ToImmutable(),
            HandlerRva = hasHandler && !isChained ? Handler(rest) : 0,
            LanguageDataRva = hasHandler && !isChained ? rest + sizeof(uint) : 0,
            Chained = isChained ? Chained(rest) : null,
        };
    }

    private void ReadCodes(int version)
    {
        while (_slot < _slots)
        {
            var (offset, second) = (U8(0), U8(1));
            var (operation, information) = ((UnwindOperation)(second & 0xF), second >> 4);
            _slot++;
            if (operation == UnwindOperation.Epilog && version == 2)
            {
                ReadEpilog(offset, information);
            }
            else
            {
                _codes.Add(Code(offset, operation, information));
            }
        }
    }

    // The first entry has the size of all epilogs and says whether one is at the very end; each further one says where another is.
    private void ReadEpilog(byte low, int high)
    {
        if (_epilogBytes is null)
        {
            _epilogBytes = low;
            if ((high & 1) != 0)
            {
                _epilogs.Add(low);
            }
        }
        else if (low != 0 || high != 0)
        {
            _epilogs.Add((uint)(low | (high << 8)));
        }
    }

    private UnwindCode Code(byte offset, UnwindOperation operation, int information) => operation switch
    {
        UnwindOperation.PushNonvolatile or UnwindOperation.PushMachineFrame => new(offset, operation, information, 0),
        UnwindOperation.SetFrameRegister => new(offset, operation, 0, 0),
        UnwindOperation.AllocateSmall => new(offset, operation, 0, ((uint)information * 8) + 8),
        UnwindOperation.AllocateLarge => new(offset, operation, 0, information == 0 ? NextSlot() * 8 : NextTwoSlots()),
        UnwindOperation.SaveNonvolatile => new(offset, operation, information, NextSlot() * 8),
        UnwindOperation.SaveXmm128 => new(offset, operation, information, NextSlot() * 16),
        UnwindOperation.SaveNonvolatileFar or UnwindOperation.SaveXmm128Far => new(offset, operation, information, NextTwoSlots()),
        _ => throw Unknown($"has the unknown operation {(int)operation}"),
    };

    private uint NextSlot()
    {
        if (_slot >= _slots)
        {
            throw Refusal.Damaged($"its unwind information at rva 0x{rva:X} ends inside an operation");
        }

        var value = (uint)(U8(0) | (U8(1) << 8));
        _slot++;
        return value;
    }

    private BinaryException Unknown(string what) => new($"its unwind information at rva 0x{rva:X} {what}; build it with another compiler");

    private uint NextTwoSlots() => NextSlot() | (NextSlot() << 16);

    private byte U8(int at) => _image.U8(rva + HeaderBytes + ((long)_slot * SlotBytes) + at, Part);

    private uint Handler(uint at)
    {
        var handler = _image.U32(at, Part);
        _image.Range(handler, 1, "exception handler");
        return handler;
    }

    private RuntimeFunction Chained(uint at)
    {
        var unwind = _image.U32(at + 8L, Part);
        _image.Range(unwind, HeaderBytes, Part);
        return new RuntimeFunction(_image.U32(at, Part), _image.U32(at + 4L, Part), unwind, at);
    }
}
