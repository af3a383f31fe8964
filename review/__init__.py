"""Human judgement on strategies: what a reviewer decides, with the evidence for it.

Everything that changes something takes `who: Person` and `at: datetime`, checks the role that
the database holds for that person (`NotAllowedError`), and is one transaction with its line of
the audit. Words for people are in the errors' messages; every error is a `ReviewError`.

    casebook.py       Casebook(engine, framework), Casebook.of(office): what functions take first
    person.py         Role, Person
    people.py         sign_in, people, person, person_of_subject, add_person, set_role
    permissions.py    Action, ALLOWED, may(role, action), require
    acts.py           act(engine, who, action, at): one checked transaction; .record(…) audits
    judgement.py      Review, ReviewStatus, Judgement, Evidence, SearchMade, Moderation,
                      NOT_RELEVANT
    comparison.py     Compared, compare: what reviews of one strategy say, side by side
    reviews.py        start, lacking, submit, request_changes, approve
    visibility.py     visible_to, review_for, own_review, judgements_for: the only way to read
                      reviews, blindness lives here; standing: how far all are, without contents
    rating.py         rate(book, review, criterion, rating, note, version)
    evidence.py       add_evidence, withdraw_evidence, note_search, none_found,
                      take_back_none_found
    quote_place.py    place_of_quote: sheet, printed page and boxes of a quote
    suggestions.py    suggested_passages; suggested_rating (only after submitting)
    like_cases.py     like_cases: how passages like these were judged in other places
    moderation.py     compared, differences, moderate, moderations
    agreement.py      ratings_for, agreement (alpha, kappa, intervals), drift
    double_sample.py  choose_double_sample, double_sample
    tags.py           decide_tag(…, Said.ACCEPT | REJECT | ADD, spans), stale, replay
    readings.py       mark_read, note_read, readers, proof
    queue.py          next_to_read
    reattach.py       reattach: evidence after a second reading; lost: what it could not place
    audit.py          audit_for, audit_of_reviews: without what a person may not see yet
    dossier.py        dossier: everything known of one strategy's review, for reports
    reports/          report_files, portfolio_file: docx, pdf, json, csv, annotations, xlsx
    errors.py         ReviewError, NotAllowedError, ConflictError, NotReadyError, QuoteError, …

A review's text is read through `visibility` and nothing else: `fetching` is blind to who asks.
The rubric is data: `nlp.framework.Criterion`, in the framework's file. Effective tags (the
machine's, overruled by the last person) are in `index.storage.tag_decisions`, because coverage
needs them.

From promises to outcomes (issue 7); `Strategy` is what most of it takes first:

    theory_of_change_steps.py  Strategy, read_strategy, Step, Element, Searched
    theory_of_change.py        Theory, load_theory, bundled_theory, theory_json, theory_of
    theory_of_change_links.py  propose_links; the words it goes by are in _cues
    theory_of_change_chains.py chain_of (steps, links, breaks, lost verdicts), feeding
    theory_of_change_store.py  current_theory, save_theory, judge_link, link_verdicts
    theory_of_change_picture.py  chain_svg, theory_svg, chain_csv
    logframe.py                Logframe, Row, Cell (origin: text, person or gap), Quote, Edit
    logframe_draft.py          draft_logframe; logframe_edits.py: edit_cell, add_row, edits_of
    logframe_xlsx.py, logframe_docx.py, logframe_portfolio.py  the exports
    indicators.py              measured, align: one measure in many words, what adds up
    monitoring.py              register_of, add_note, notes_of
    monitoring_reports.py      start_report, write_report, move_report, reports_of, rag_over_time
    monitoring_evaluation.py   evaluation_plan; monitoring_what_works.py: load_kinds, matches
    value_chains.py            value_chains, chains_csv; value_chains_picture.py: chain_picture
    letter.py                  write_letter, letter_text, send_letter; letter_docx.py: letter_docx
"""
