namespace Verifier.Kernel;

/// <content>
/// Access to a device's ports and registers: intrinsics and inline functions of the headers on x64, exports of the HAL on other processors.
/// Allowed at any IRQL.
/// </content>
public abstract partial class Ntoskrnl
{
    /// <summary>Reads 8 bits from a port.</summary>
    public byte READ_PORT_UCHAR(ulong port) => (byte)Machine.Ports.Read((ushort)port, sizeof(byte));

    /// <summary>Writes 8 bits to a port.</summary>
    public void WRITE_PORT_UCHAR(ulong port, byte value) => Machine.Ports.Write((ushort)port, sizeof(byte), value);

    /// <summary>Reads 8 bits from the same port so many times, into a buffer.</summary>
    public void READ_PORT_BUFFER_UCHAR(ulong port, Pointer buffer, uint count)
    {
        for (var i = 0L; i < count; i++)
        {
            buffer.Write(i * sizeof(byte), READ_PORT_UCHAR(port));
        }
    }

    /// <summary>Writes 8 bits to the same port so many times, from a buffer.</summary>
    public void WRITE_PORT_BUFFER_UCHAR(ulong port, Pointer buffer, uint count)
    {
        for (var i = 0L; i < count; i++)
        {
            WRITE_PORT_UCHAR(port, buffer.Read<byte>(i * sizeof(byte)));
        }
    }

    /// <summary>Reads 16 bits from a port.</summary>
    public ushort READ_PORT_USHORT(ulong port) => (ushort)Machine.Ports.Read((ushort)port, sizeof(ushort));

    /// <summary>Writes 16 bits to a port.</summary>
    public void WRITE_PORT_USHORT(ulong port, ushort value) => Machine.Ports.Write((ushort)port, sizeof(ushort), value);

    /// <summary>Reads 16 bits from the same port so many times, into a buffer.</summary>
    public void READ_PORT_BUFFER_USHORT(ulong port, Pointer buffer, uint count)
    {
        for (var i = 0L; i < count; i++)
        {
            buffer.Write(i * sizeof(ushort), READ_PORT_USHORT(port));
        }
    }

    /// <summary>Writes 16 bits to the same port so many times, from a buffer.</summary>
    public void WRITE_PORT_BUFFER_USHORT(ulong port, Pointer buffer, uint count)
    {
        for (var i = 0L; i < count; i++)
        {
            WRITE_PORT_USHORT(port, buffer.Read<ushort>(i * sizeof(ushort)));
        }
    }

    /// <summary>Reads 32 bits from a port.</summary>
    public uint READ_PORT_ULONG(ulong port) => (uint)Machine.Ports.Read((ushort)port, sizeof(uint));

    /// <summary>Writes 32 bits to a port.</summary>
    public void WRITE_PORT_ULONG(ulong port, uint value) => Machine.Ports.Write((ushort)port, sizeof(uint), value);

    /// <summary>Reads 32 bits from the same port so many times, into a buffer.</summary>
    public void READ_PORT_BUFFER_ULONG(ulong port, Pointer buffer, uint count)
    {
        for (var i = 0L; i < count; i++)
        {
            buffer.Write(i * sizeof(uint), READ_PORT_ULONG(port));
        }
    }

    /// <summary>Writes 32 bits to the same port so many times, from a buffer.</summary>
    public void WRITE_PORT_BUFFER_ULONG(ulong port, Pointer buffer, uint count)
    {
        for (var i = 0L; i < count; i++)
        {
            WRITE_PORT_ULONG(port, buffer.Read<uint>(i * sizeof(uint)));
        }
    }

    /// <summary>Reads a register of 8 bits at an address that MmMapIoSpace gave.</summary>
    public byte READ_REGISTER_UCHAR(Pointer register) => (byte)Machine.DeviceMemory.Read(register, sizeof(byte));

    /// <summary>Writes a register of 8 bits at an address that MmMapIoSpace gave.</summary>
    public void WRITE_REGISTER_UCHAR(Pointer register, byte value) => Machine.DeviceMemory.Write(register, sizeof(byte), value);

    /// <summary>Reads so many registers of 8 bits, one behind the other, into a buffer.</summary>
    public void READ_REGISTER_BUFFER_UCHAR(Pointer register, Pointer buffer, uint count)
    {
        for (var i = 0L; i < count; i++)
        {
            buffer.Write(i * sizeof(byte), READ_REGISTER_UCHAR(register + (i * sizeof(byte))));
        }
    }

    /// <summary>Writes so many registers of 8 bits, one behind the other, from a buffer.</summary>
    public void WRITE_REGISTER_BUFFER_UCHAR(Pointer register, Pointer buffer, uint count)
    {
        for (var i = 0L; i < count; i++)
        {
            WRITE_REGISTER_UCHAR(register + (i * sizeof(byte)), buffer.Read<byte>(i * sizeof(byte)));
        }
    }

    /// <summary>Reads a register of 16 bits at an address that MmMapIoSpace gave.</summary>
    public ushort READ_REGISTER_USHORT(Pointer register) => (ushort)Machine.DeviceMemory.Read(register, sizeof(ushort));

    /// <summary>Writes a register of 16 bits at an address that MmMapIoSpace gave.</summary>
    public void WRITE_REGISTER_USHORT(Pointer register, ushort value) => Machine.DeviceMemory.Write(register, sizeof(ushort), value);

    /// <summary>Reads so many registers of 16 bits, one behind the other, into a buffer.</summary>
    public void READ_REGISTER_BUFFER_USHORT(Pointer register, Pointer buffer, uint count)
    {
        for (var i = 0L; i < count; i++)
        {
            buffer.Write(i * sizeof(ushort), READ_REGISTER_USHORT(register + (i * sizeof(ushort))));
        }
    }

    /// <summary>Writes so many registers of 16 bits, one behind the other, from a buffer.</summary>
    public void WRITE_REGISTER_BUFFER_USHORT(Pointer register, Pointer buffer, uint count)
    {
        for (var i = 0L; i < count; i++)
        {
            WRITE_REGISTER_USHORT(register + (i * sizeof(ushort)), buffer.Read<ushort>(i * sizeof(ushort)));
        }
    }

    /// <summary>Reads a register of 32 bits at an address that MmMapIoSpace gave.</summary>
    public uint READ_REGISTER_ULONG(Pointer register) => (uint)Machine.DeviceMemory.Read(register, sizeof(uint));

    /// <summary>Writes a register of 32 bits at an address that MmMapIoSpace gave.</summary>
    public void WRITE_REGISTER_ULONG(Pointer register, uint value) => Machine.DeviceMemory.Write(register, sizeof(uint), value);

    /// <summary>Reads so many registers of 32 bits, one behind the other, into a buffer.</summary>
    public void READ_REGISTER_BUFFER_ULONG(Pointer register, Pointer buffer, uint count)
    {
        for (var i = 0L; i < count; i++)
        {
            buffer.Write(i * sizeof(uint), READ_REGISTER_ULONG(register + (i * sizeof(uint))));
        }
    }

    /// <summary>Writes so many registers of 32 bits, one behind the other, from a buffer.</summary>
    public void WRITE_REGISTER_BUFFER_ULONG(Pointer register, Pointer buffer, uint count)
    {
        for (var i = 0L; i < count; i++)
        {
            WRITE_REGISTER_ULONG(register + (i * sizeof(uint)), buffer.Read<uint>(i * sizeof(uint)));
        }
    }

    /// <summary>Reads a register of 64 bits at an address that MmMapIoSpace gave.</summary>
    public ulong READ_REGISTER_ULONG64(Pointer register) => (ulong)Machine.DeviceMemory.Read(register, sizeof(ulong));

    /// <summary>Writes a register of 64 bits at an address that MmMapIoSpace gave.</summary>
    public void WRITE_REGISTER_ULONG64(Pointer register, ulong value) => Machine.DeviceMemory.Write(register, sizeof(ulong), value);

    /// <summary>Reads so many registers of 64 bits, one behind the other, into a buffer.</summary>
    public void READ_REGISTER_BUFFER_ULONG64(Pointer register, Pointer buffer, uint count)
    {
        for (var i = 0L; i < count; i++)
        {
            buffer.Write(i * sizeof(ulong), READ_REGISTER_ULONG64(register + (i * sizeof(ulong))));
        }
    }

    /// <summary>Writes so many registers of 64 bits, one behind the other, from a buffer.</summary>
    public void WRITE_REGISTER_BUFFER_ULONG64(Pointer register, Pointer buffer, uint count)
    {
        for (var i = 0L; i < count; i++)
        {
            WRITE_REGISTER_ULONG64(register + (i * sizeof(ulong)), buffer.Read<ulong>(i * sizeof(ulong)));
        }
    }
}
