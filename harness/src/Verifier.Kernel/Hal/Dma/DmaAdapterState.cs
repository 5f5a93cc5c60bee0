namespace Verifier.Kernel;

/// <summary>The state of an adapter object that the hardware abstraction layer keeps beside the memory that the driver sees.</summary>
internal sealed class DmaAdapterState(ulong address, uint grantedRegisters, ulong highestAddress)
{
    /// <summary>The DMA_ADAPTER.</summary>
    public ulong Address { get; } = address;

    /// <summary>The most map registers one transfer may use: what IoGetDmaAdapter told the driver.</summary>
    public uint GrantedRegisters { get; } = grantedRegisters;

    /// <summary>The highest address that the device reaches.</summary>
    public ulong HighestAddress { get; } = highestAddress;

    /// <summary>The device masters the bus.</summary>
    public bool IsMaster { get; init; }

    /// <summary>The device masters the bus and can transfer several separate ranges at one time.</summary>
    public bool ScattersAndGathers { get; init; }

    /// <summary>The device object that has the channel; 0 if it is free.</summary>
    public ulong ChannelHolder { get; set; }

    /// <summary>The map registers that came with the channel; 0 when none did.</summary>
    public ulong ChannelRegisters { get; set; }

    /// <summary>Common buffers not freed.</summary>
    public int CommonBuffers { get; set; }

    /// <summary>Scatter/gather lists not put back.</summary>
    public int Lists { get; set; }
}
