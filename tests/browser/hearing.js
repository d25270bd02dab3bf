// Whether the server still owes the page an answer: `answerIsDue()`. What the page says and hears on its line passes by
// unchanged. What was on the screen before looks finished as well, and so nothing on the screen tells.
numbers => {
  let question = null
  window.answerIsDue = () => question !== null

  // Of a message in the form of protobuf: each field's number, and its number or bytes.
  function* fieldsOf(bytes) {
    let at = 0
    const number = () => {
      for (let value = 0, weight = 1; ; weight *= 128) {
        const byte = bytes[at++]
        value += (byte & 127) * weight
        if (byte < 128) return value
      }
    }
    while (at < bytes.length) {
      const tag = number(), kind = tag & 7
      if (kind === 0) yield [tag >>> 3, number()]
      else if (kind === 2) {
        const length = number()
        yield [tag >>> 3, bytes.subarray(at, at += length)]
      } else at += kind === 1 ? 8 : 4
    }
  }

  function say(bytes) {
    for (const [field, value] of fieldsOf(bytes)) {
      if (field !== numbers.rerun_script) continue
      const asked = Object.fromEntries(fieldsOf(value))
      // What a part of a screen asks by the clock is nobody's question.
      if (!asked[numbers.is_auto_rerun]) question = { ofPart: !!asked[numbers.fragment_id]?.length, begun: false }
    }
  }

  // A run is an answer when it has begun after the question and has come to its end; a part's is none for the whole.
  function hear(bytes) {
    for (const [field, value] of fieldsOf(bytes)) {
      if (field === numbers.new_session && question) question.begun = true
      if (field !== numbers.script_finished || !question?.begun || value === numbers.FINISHED_EARLY_FOR_RERUN) continue
      if (value === numbers.FINISHED_FRAGMENT_RUN_SUCCESSFULLY && !question.ofPart) continue
      const answered = question
      // It is not on the screen before Streamlit has drawn it.
      requestAnimationFrame(() => setTimeout(() => { if (question === answered) question = null }))
    }
  }

  window.WebSocket = class extends WebSocket {
    constructor(...where) {
      super(...where)
      // What was asked on a line that has broken is asked again on the next one, if at all.
      question = null
      this.addEventListener("message", ({ data }) => { if (data instanceof ArrayBuffer) hear(new Uint8Array(data)) })
    }

    send(data) {
      if (data instanceof Uint8Array) say(data)
      super.send(data)
    }
  }
}
