/*
 * The registers of the port, its interrupt and the DPC.
 */
#include "serial.h"

/* Registers. The first two are the divisor's bytes while LCR_DIVISOR is set. */
#define UART_DATA 0
#define UART_INTERRUPT_ENABLE 1
#define UART_INTERRUPT_ID 2             /* when read */
#define UART_FIFO_CONTROL 2             /* when written */
#define UART_LINE_CONTROL 3
#define UART_MODEM_CONTROL 4
#define UART_LINE_STATUS 5
#define UART_MODEM_STATUS 6

#define IER_RECEIVED 0x01
#define IER_TRANSMITTER_EMPTY 0x02

#define IIR_NONE 0x01
#define IIR_KIND 0x0E
#define IIR_MODEM_STATUS 0x00
#define IIR_TRANSMITTER_EMPTY 0x02
#define IIR_RECEIVED 0x04
#define IIR_LINE_STATUS 0x06
#define IIR_RECEIVED_TIMEOUT 0x0C

#define FCR_ENABLE_AND_CLEAR 0x07
#define LCR_DIVISOR 0x80
#define MCR_DTR_RTS_OUT2 0x0B
#define LSR_RECEIVED 0x01

#define CLOCK_BAUD 115200
#define FIFO_BYTES 16

/* A port that is gone answers every read with all ones: this many interrupts at once are no interrupts. */
#define MOST_CAUSES 256

static KSYNCHRONIZE_ROUTINE OpenRegisters;
static KSYNCHRONIZE_ROUTINE CloseRegisters;
static KSYNCHRONIZE_ROUTINE WriteLine;
static KSYNCHRONIZE_ROUTINE EnableTransmitter;
static VOID ReceiveBytes(PSERIAL_EXTENSION Extension);
static VOID TransmitBytes(PSERIAL_EXTENSION Extension);
static UCHAR LineControlOf(const SERIAL_LINE_CONTROL *LineControl);

#pragma alloc_text(PAGE, ConnectInterrupt)
#pragma alloc_text(PAGE, DisconnectInterrupt)

static
UCHAR
ReadUart(
    PSERIAL_EXTENSION Extension,
    ULONG Register)
{
    return READ_PORT_UCHAR(Extension->Port + Register);
}

static
VOID
WriteUart(
    PSERIAL_EXTENSION Extension,
    ULONG Register,
    UCHAR Value)
{
    WRITE_PORT_UCHAR(Extension->Port + Register, Value);
}

NTSTATUS
ConnectInterrupt(
    PSERIAL_EXTENSION Extension)
{
    PCM_PARTIAL_RESOURCE_DESCRIPTOR resource = &Extension->InterruptResource;
    IO_CONNECT_INTERRUPT_PARAMETERS parameters;
    KIRQL irql = (KIRQL)resource->u.Interrupt.Level;

    PAGED_CODE();

    RtlZeroMemory(&parameters, sizeof(parameters));
    parameters.Version = CONNECT_FULLY_SPECIFIED;
    parameters.FullySpecified.PhysicalDeviceObject = Extension->Physical;
    parameters.FullySpecified.InterruptObject = &Extension->Interrupt;
    parameters.FullySpecified.ServiceRoutine = InterruptService;
    parameters.FullySpecified.ServiceContext = Extension;
    parameters.FullySpecified.Vector = resource->u.Interrupt.Vector;
    parameters.FullySpecified.Irql = irql;
    parameters.FullySpecified.SynchronizeIrql = irql;
    parameters.FullySpecified.InterruptMode =
        (resource->Flags & CM_RESOURCE_INTERRUPT_LATCHED) ? Latched : LevelSensitive;
    parameters.FullySpecified.ShareVector = resource->ShareDisposition == CmResourceShareShared;
    parameters.FullySpecified.ProcessorEnableMask = resource->u.Interrupt.Affinity;
    return IoConnectInterruptEx(&parameters);
}

VOID
DisconnectInterrupt(
    PSERIAL_EXTENSION Extension)
{
    IO_DISCONNECT_INTERRUPT_PARAMETERS parameters;

    PAGED_CODE();

    RtlZeroMemory(&parameters, sizeof(parameters));
    parameters.Version = CONNECT_FULLY_SPECIFIED;
    parameters.ConnectionContext.InterruptObject = Extension->Interrupt;
    IoDisconnectInterruptEx(&parameters);
    Extension->Interrupt = NULL;
    KeFlushQueuedDpcs();
}

VOID
EnablePort(
    PSERIAL_EXTENSION Extension)
{
    KeSynchronizeExecution(Extension->Interrupt, OpenRegisters, Extension);
}

VOID
ProgramLine(
    PSERIAL_EXTENSION Extension)
{
    KeSynchronizeExecution(Extension->Interrupt, WriteLine, Extension);
}

VOID
DisablePort(
    PSERIAL_EXTENSION Extension)
{
    KeSynchronizeExecution(Extension->Interrupt, CloseRegisters, Extension);
}

VOID
StartTransmitter(
    PSERIAL_EXTENSION Extension)
{
    KeSynchronizeExecution(Extension->Interrupt, EnableTransmitter, Extension);
}

static
BOOLEAN
OpenRegisters(
    PVOID SynchronizeContext)
{
    PSERIAL_EXTENSION extension = SynchronizeContext;

    WriteLine(extension);
    WriteUart(extension, UART_FIFO_CONTROL, FCR_ENABLE_AND_CLEAR);
    WriteUart(extension, UART_MODEM_CONTROL, MCR_DTR_RTS_OUT2);
    extension->InterruptEnable = IER_RECEIVED;
    WriteUart(extension, UART_INTERRUPT_ENABLE, extension->InterruptEnable);
    return TRUE;
}

static
BOOLEAN
WriteLine(
    PVOID SynchronizeContext)
{
    PSERIAL_EXTENSION extension = SynchronizeContext;
    USHORT divisor = (USHORT)(CLOCK_BAUD / extension->BaudRate.BaudRate);
    UCHAR lineControl = LineControlOf(&extension->LineControl);

    WriteUart(extension, UART_LINE_CONTROL, LCR_DIVISOR | lineControl);
    WriteUart(extension, UART_DATA, (UCHAR)divisor);
    WriteUart(extension, UART_INTERRUPT_ENABLE, (UCHAR)(divisor >> 8));
    WriteUart(extension, UART_LINE_CONTROL, lineControl);
    return TRUE;
}

static
BOOLEAN
CloseRegisters(
    PVOID SynchronizeContext)
{
    PSERIAL_EXTENSION extension = SynchronizeContext;

    extension->InterruptEnable = 0;
    WriteUart(extension, UART_INTERRUPT_ENABLE, 0);
    WriteUart(extension, UART_MODEM_CONTROL, 0);
    return TRUE;
}

static
BOOLEAN
EnableTransmitter(
    PVOID SynchronizeContext)
{
    PSERIAL_EXTENSION extension = SynchronizeContext;

    /* A transmitter that is empty interrupts at once. */
    extension->InterruptEnable |= IER_TRANSMITTER_EMPTY;
    WriteUart(extension, UART_INTERRUPT_ENABLE, extension->InterruptEnable);
    return TRUE;
}

static
UCHAR
LineControlOf(
    const SERIAL_LINE_CONTROL *LineControl)
{
    static const UCHAR parity[] = { 0x00, 0x08, 0x18, 0x28, 0x38 };
    UCHAR stop = LineControl->StopBits == STOP_BIT_1 ? 0x00 : 0x04;

    return (UCHAR)((LineControl->WordLength - 5) | stop | parity[LineControl->Parity]);
}

BOOLEAN
InterruptService(
    PKINTERRUPT Interrupt,
    PVOID ServiceContext)
{
    PSERIAL_EXTENSION extension = ServiceContext;
    BOOLEAN isOurs = FALSE;
    ULONG i;
    UCHAR cause;

    UNREFERENCED_PARAMETER(Interrupt);

    for (i = 0; i < MOST_CAUSES; i++) {
        cause = ReadUart(extension, UART_INTERRUPT_ID);
        if (cause & IIR_NONE) {
            break;
        }

        isOurs = TRUE;
        switch (cause & IIR_KIND) {
        case IIR_RECEIVED:
        case IIR_RECEIVED_TIMEOUT:
            ReceiveBytes(extension);
            break;

        case IIR_TRANSMITTER_EMPTY:
            TransmitBytes(extension);
            break;

        case IIR_LINE_STATUS:
            ReadUart(extension, UART_LINE_STATUS);
            break;

        case IIR_MODEM_STATUS:
            ReadUart(extension, UART_MODEM_STATUS);
            break;
        }
    }

    if (isOurs) {
        IoRequestDpc(extension->Self, NULL, extension);
    }

    return isOurs;
}

static
VOID
ReceiveBytes(
    PSERIAL_EXTENSION Extension)
{
    ULONG i;

    for (i = 0; i < FIFO_BYTES && (ReadUart(Extension, UART_LINE_STATUS) & LSR_RECEIVED) != 0; i++) {
        if (!PutByte(&Extension->Receive, ReadUart(Extension, UART_DATA))) {
            Extension->Overruns++;
        }
    }
}

static
VOID
TransmitBytes(
    PSERIAL_EXTENSION Extension)
{
    UCHAR byte;
    ULONG i;

    for (i = 0; i < FIFO_BYTES && TakeByte(&Extension->Transmit, &byte); i++) {
        WriteUart(Extension, UART_DATA, byte);
    }

    if (Extension->Transmit.Count == 0) {
        Extension->InterruptEnable &= ~IER_TRANSMITTER_EMPTY;
        WriteUart(Extension, UART_INTERRUPT_ENABLE, Extension->InterruptEnable);
    }
}

VOID
DpcForIsr(
    PKDPC Dpc,
    PDEVICE_OBJECT DeviceObject,
    PIRP Irp,
    PVOID Context)
{
    PSERIAL_EXTENSION extension = Context;

    UNREFERENCED_PARAMETER(Dpc);
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Irp);

    /* StopDevice waits for this DPC before it frees the rings. */
    if (extension->Started) {
        ServeReads(extension);
        ServeWrites(extension);
    }
}
