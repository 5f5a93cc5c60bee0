namespace Verifier.Tests.Engine.Exploration;

/// <summary>What a driver does with memory that it has not written to.</summary>
public enum Leftover
{
    /// <summary>Gives the end of a pool block to its caller.</summary>
    Tail,

    /// <summary>The same, of a block that it asked to be zeroed: right.</summary>
    ZeroedTail,

    /// <summary>The same, of a block that a device may have written to: nobody knows what it holds.</summary>
    DeviceTarget,

    /// <summary>Copies it within the driver and overwrites the copy: right.</summary>
    Overwritten,

    /// <summary>Gives its caller an address: no contents.</summary>
    Address,

    /// <summary>Returns another status if a byte of it is zero.</summary>
    Status,

    /// <summary>Writes it to the registry.</summary>
    Registry,

    /// <summary>Asks for more memory if a bit of it is set.</summary>
    Request,

    /// <summary>Reads from an address that it takes from there.</summary>
    Stop,

    /// <summary>Gives pages that it asked not to be zeroed.</summary>
    Pages,

    /// <summary>Gives pages that are zeroed: right.</summary>
    ZeroedPages,

    /// <summary>Gives an entry of a lookaside list that was in use before.</summary>
    LookasideEntry,

    /// <summary>Says that it filled more of a read's buffer than it did.</summary>
    SystemBuffer,

    /// <summary>Zeroes the buffer first: right.</summary>
    ZeroedSystemBuffer,

    /// <summary>Does all with care, and gives the end of the second of three blocks of one place.</summary>
    SecondOfThree,

    /// <summary>Two places: the end of a block, and a value of the registry.</summary>
    TwoPlaces,
}
