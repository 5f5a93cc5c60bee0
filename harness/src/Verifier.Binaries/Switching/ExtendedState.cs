namespace Verifier.Binaries.Switching;

/// <summary>
/// A copy of the floating-point and vector state that a signal saved: other compiled code may run before its owner goes on.
/// </summary>
internal sealed unsafe class ExtendedState
{
    // Offsets of the XSAVE area ("Intel SDM, volume 1, XSAVE area"): the legacy region, then the header.
    private const int ControlWord = 0, Mxcsr = 24, Vectors = 160, Header = 512, BytesToHeaderEnd = 576;
    private const ulong X87AndSse = 3, X87SseAndAvx = 7;
    private const ushort UsualControlWord = 0x37F;
    private const uint UsualMxcsr = 0x1F80;

    private byte[] _bytes = [];
    private ulong _features;
    private int _length;

    /// <summary>Takes the state from the switch context.</summary>
    public void Capture()
    {
        ref var context = ref Switch.Context;
        _length = context.ExtendedBytes;
        _features = context.ExtendedFeatures;
        if (_bytes.Length < _length)
        {
            _bytes = new byte[_length];
        }

        fixed (byte* state = context.ExtendedState)
        {
            new ReadOnlySpan<byte>(state, _length).CopyTo(_bytes);
        }
    }

    /// <summary>Puts it into the switch context.</summary>
    public void Restore()
    {
        ref var context = ref Switch.Context;
        context.ExtendedFeatures = _features;
        fixed (byte* state = context.ExtendedState)
        {
            _bytes.AsSpan(0, _length).CopyTo(new Span<byte>(state, _length));
        }
    }

    /// <summary>An xmm register of the state.</summary>
    public UInt128 Vector(int register) => BitConverter.ToUInt128(_bytes, Vectors + (16 * register));

    /// <summary>Puts a state with these xmm registers into the switch context: x87 and the upper halves as at a thread's start.</summary>
    public static void Load(in RegisterFile registers)
    {
        ref var context = ref Switch.Context;
        context.ExtendedFeatures = X87SseAndAvx;
        fixed (byte* state = context.ExtendedState)
        {
            new Span<byte>(state, BytesToHeaderEnd).Clear();
            *(ushort*)(state + ControlWord) = UsualControlWord;
            *(uint*)(state + Mxcsr) = UsualMxcsr;
            *(ulong*)(state + Header) = X87AndSse;
            for (var i = 0; i < 16; i++)
            {
                *(UInt128*)(state + Vectors + (16 * i)) = registers.Vector(i);
            }
        }
    }
}
